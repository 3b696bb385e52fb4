package dev.portcullis.http.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A session that lives. */
@RegisterForReflection
@JsonPropertyOrder({"id", "created_at", "last_used_at", "current"})
@Schema(name = "Session")
record SessionBody(
        @Schema(required = true) UUID id,

        @Schema(required = true, description = "When its holder signed in.") @JsonProperty("created_at")
        Instant createdAt,

        @Schema(required = true, description = "When it was last refreshed, or else begun.")
        @JsonProperty("last_used_at")
        Instant lastUsedAt,

        @Schema(required = true, description = "Whether it is the one that asks.")
        boolean current) {

    static SessionBody of(Session session, @Nullable SessionId current) {
        return new SessionBody(
                session.id().value(),
                session.createdAt(),
                session.advancedAt(),
                session.id().equals(current));
    }
}
