package dev.portcullis.http.problem;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.Routes;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.verification.VerificationTokens;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Recognizes the verification token of a sign-up where an access token belongs: an easy mistake, as both are JWTs and are
 * sent alike. Reveals nothing that the owner of the token does not know.
 */
@Singleton
record VerificationTokenAdvice(Routes routes, AccessTokenExtractor proof, Instance<VerificationTokens> tokens) {
    /**
     * Whether the request has a genuine verification token on a route that needs an access token. False if that cannot be
     * determined.
     */
    boolean isVerificationToken(RoutingContext http) {
        Audited route = routes.annotation(http, Audited.class);
        if (!tokens.isResolvable() || route != null && route.value() == AuditAction.VERIFY_EMAIL) {
            return false;
        }
        try {
            return tokens.get().read(proof.of(http.request())).isPresent();
        } catch (StoreUnavailable unreadableKeys) {
            // The problem is on its way already, and its general text is right as well.
            return false;
        }
    }
}
