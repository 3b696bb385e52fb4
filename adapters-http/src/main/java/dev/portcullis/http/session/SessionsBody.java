package dev.portcullis.http.session;

import dev.portcullis.administration.InspectSessions;
import dev.portcullis.session.ListSessions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The sessions of an account that live. */
@RegisterForReflection
@Schema(name = "Sessions")
record SessionsBody(
        @Schema(required = true, description = "The one unused the longest comes first.")
        List<SessionBody> sessions) {

    static SessionsBody of(ListSessions.Outcome.Listed listed) {
        return new SessionsBody(listed.sessions().stream()
                .map(session -> SessionBody.of(session, listed.current()))
                .toList());
    }

    static SessionsBody of(InspectSessions.Outcome.Listed listed) {
        return new SessionsBody(listed.sessions().stream()
                .map(session -> SessionBody.of(session, listed.by()))
                .toList());
    }
}
