package dev.portcullis.app.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prevents DNS rebinding: any web page could let its own host name point to this machine, and browsers would then let it
 * read all responses as those of its own origin.
 */
@IfBuildProfile("dev")
@Provider
@LocalHostOnly
@Priority(Priorities.USER + 1) // Quarkus demands that filters that do not block come first.
class LocalHostFilter implements ContainerRequestFilter {
    private static final Pattern LOCAL =
            Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isLocal(request.getHeaderString(HttpHeaders.HOST))) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_PLAIN)
                    .entity("In development mode, this page is at http://localhost only; see docs/dev-mode.md.\n")
                    .build());
        }
    }

    /** @param host the header, with any port */
    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host).matches();
    }
}
