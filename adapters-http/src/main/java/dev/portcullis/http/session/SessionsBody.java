package dev.portcullis.http.session;

import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The sessions of an account that live. */
@RegisterForReflection
@Schema(name = "Sessions")
record SessionsBody(
        @Schema(required = true, description = "The one unused the longest comes first.")
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
}
