package dev.portcullis.http.account;

import dev.portcullis.account.VerificationTokens;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.problem.TokenAdvice;
import dev.portcullis.http.session.AccessTokenExtractor;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.StoreUnavailable;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Recognizes the token of a sign-up where an access token belongs: an easy mistake, as both are JWTs and are sent alike.
 * Says nothing that the holder of the token does not know.
 */
@Singleton
final class VerificationTokenAdvice implements TokenAdvice {
    private final OwnAccounts accounts;
    private final AccessTokenExtractor proof;
    private final Provider<VerificationTokens> tokens;

    /** @param tokens made only where accounts are kept here */
    VerificationTokenAdvice(OwnAccounts accounts, AccessTokenExtractor proof, Provider<VerificationTokens> tokens) {
        this.accounts = accounts;
        this.proof = proof;
        this.tokens = tokens;
    }

    @Override
    public boolean isVerificationToken(RoutingContext http) {
        if (!accounts.kept() || takesVerificationTokens(http)) {
            return false;
        }
        BearerToken token = proof.of(http.request());
        try {
            return tokens.get().read(token).isPresent();
        } catch (StoreUnavailable unreadableKeys) {
            // The problem is on its way already, and its general text is right as well.
            return false;
        }
    }

    private static boolean takesVerificationTokens(RoutingContext http) {
        String path = RequestPath.normalized(http);
        return path != null && (path.endsWith("/") ? path : path + "/").endsWith(VerifyEmailResource.PATH);
    }
}
