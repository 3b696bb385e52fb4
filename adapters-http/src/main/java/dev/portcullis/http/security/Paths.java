package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestPath;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are pages for developers; all others belong to the API. Decides by the {@link RequestPath#normalized
 * normalized path}. A path without a normal form is no page, so that the API's rules apply to it.
 */
final class Paths {
    private Paths() {}

    static boolean isFramework(RoutingContext http) {
        return isFramework(RequestPath.normalized(http));
    }

    static boolean isPage(RoutingContext http) {
        return isPage(RequestPath.normalized(http));
    }

    private static boolean isFramework(@Nullable String path) {
        return path != null && (path.equals("/q") || path.startsWith("/q/"));
    }

    private static boolean isPage(@Nullable String path) {
        return path != null
                && (path.equals("/") || path.equals("/dev") || path.startsWith("/dev/") || isFramework(path));
    }
}
