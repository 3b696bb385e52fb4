package dev.portcullis.http.problem;

import io.vertx.ext.web.RoutingContext;

/** Recognizes a common mistake with tokens, for a better problem text. Thread-safe. */
public interface TokenAdvice {
    /**
     * Whether the request has a genuine verification token on a route that needs an access token. False if that cannot be
     * determined.
     */
    boolean isVerificationToken(RoutingContext http);
}
