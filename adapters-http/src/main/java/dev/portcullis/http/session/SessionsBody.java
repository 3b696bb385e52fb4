package dev.portcullis.http.session;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@RegisterForReflection
@Schema(name = "Sessions")
record SessionsBody(
        @Schema(required = true, description = "The least recently used session comes first.")
        List<SessionBody> sessions) {

    static SessionsBody of(ListSessions.Listed listed) {
        return of(listed.sessions(), listed.current());
    }

    /** @param current the session of the request, which may be one of them */
    static SessionsBody of(List<Session> sessions, @Nullable SessionId current) {
        return new SessionsBody(sessions.stream()
                .map(session -> SessionBody.of(session, current))
                .toList());
    }

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonPropertyOrder({"id", "created_at", "last_used_at", "current"})
    @Schema(name = "Session")
    record SessionBody(
            @Schema(required = true) UUID id,

            @Schema(required = true, description = "The time of the sign-in.")
            Instant createdAt,

            @Schema(required = true, description = "The time of the last refresh, or of the sign-in if there was none.")
            Instant lastUsedAt,

            @Schema(required = true, description = "Whether this is the session of the request.")
            boolean current) {

        static SessionBody of(Session session, @Nullable SessionId current) {
            return new SessionBody(
                    session.id().value(),
                    session.createdAt(),
                    session.advancedAt(),
                    session.id().equals(current));
        }
    }
}
