package dev.portcullis.account;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Result;
import dev.portcullis.verification.VerificationCode;

/**
 * The account port: creates, verifies and describes accounts. Thread-safe. Never called inside a unit of work:
 * implementations hash, or call another service.
 */
public interface Accounts {
    /**
     * Creates an account for an address that has no verified account, and sends a verification code to it. Of several
     * concurrent calls for one address, one creates the account.
     */
    Decision<SignUp.SignedUp> signUp(SignUp.Registration registration);

    /**
     * Verifies an address by a code. A code works once, for the sign-up that it was sent for; of several concurrent calls
     * with the right code, one succeeds.
     */
    Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code);

    /** The account that an access token was issued for, while its session is active. */
    Result<Account> describe(BearerToken token);
}
