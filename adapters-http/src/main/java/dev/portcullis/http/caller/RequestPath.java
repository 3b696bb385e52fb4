package dev.portcullis.http.caller;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, in the one form by which every part of this service decides. Routes match the normalized path
 * (RFC 3986, 6.2.2), so a filter that reads the path as it was sent decides about another resource than the route that
 * answers: {@code /q/../api/v1/auth/signin/} is the sign-in. No other class may read the path of a request.
 */
public final class RequestPath {
    private RequestPath() {}

    /**
     * The path as routes match it: without dot segments and empty segments, and with unreserved characters unescaped.
     *
     * @return null for a path with a malformed escape such as {@code %zz}, which no route matches
     */
    public static @Nullable String normalized(RoutingContext http) {
        try {
            return http.normalizedPath();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /**
     * The path as the client sent it, for what the client itself compares with it: a browser attaches cookies by the path
     * that it requested (RFC 6265, 5.1.4). Never decide by it what a request may do.
     *
     * @return null for a request without a path
     */
    public static @Nullable String asSent(HttpServerRequest request) {
        return request.path();
    }

    /** For people who read an answer: the normalized path, or the path as it was sent if it has no normal form. */
    public static String shown(RoutingContext http) {
        String normalized = normalized(http);
        return normalized == null ? http.request().path() : normalized;
    }

    /** Whether the path is one of the framework's own pages. A path without a normal form is no page. */
    public static boolean isFramework(RoutingContext http) {
        return isAtOrBelow("/q", http);
    }

    /** Whether the path is a page for developers, to which the API's rules do not apply. */
    public static boolean isPage(RoutingContext http) {
        return isFramework(http) || isAtOrBelow("/dev", http) || "/".equals(normalized(http));
    }

    /** Whether the path is one of the API, whether or not a route has it. */
    public static boolean isApi(RoutingContext http) {
        return isAtOrBelow("/api", http) || isAtOrBelow("/.well-known", http);
    }

    private static boolean isAtOrBelow(String parent, RoutingContext http) {
        String path = normalized(http);
        return path != null && (path.equals(parent) || path.startsWith(parent + "/"));
    }
}
