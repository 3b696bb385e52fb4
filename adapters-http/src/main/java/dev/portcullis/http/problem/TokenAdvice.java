package dev.portcullis.http.problem;

import io.vertx.ext.web.RoutingContext;

/** What can be said to a caller whose token was not accepted, beyond that it was not. Safe for use by many threads. */
public interface TokenAdvice {
    /**
     * Whether the request shows a genuine token for e-mail verification on a route that needs another kind. False also
     * if that cannot be found out.
     */
    boolean isVerificationToken(RoutingContext http);
}
