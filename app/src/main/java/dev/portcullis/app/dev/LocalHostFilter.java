package dev.portcullis.app.dev;

import dev.portcullis.http.caller.RequestPath;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prevents DNS rebinding: any web page could let its own host name point to this machine, and browsers would then let it
 * read all responses as those of its own origin. Only the API answers under every name, and what Quarkus has below /q.
 */
@IfBuildProfile("dev")
@Singleton
class LocalHostFilter {
    /** After the filter that sets the headers of every response (1000), and before any page. */
    private static final int ORDER = 900;

    private static final Pattern LOCAL =
            Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

    void register(@Observes Filters filters) {
        filters.register(LocalHostFilter::check, ORDER);
    }

    private static void check(RoutingContext http) {
        if (RequestPath.isApi(http)
                || RequestPath.isFramework(http)
                || isLocal(http.request().getHeader(HttpHeaders.HOST))) {
            http.next();
            return;
        }
        http.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end("In development mode, this page is at http://localhost only; see docs/dev-mode.md.\n");
    }

    /** @param host the header, with any port */
    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.matcher(host).matches();
    }
}
