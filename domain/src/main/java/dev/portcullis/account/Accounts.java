package dev.portcullis.account;

import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;

/**
 * The account port: whoever keeps the accounts implements it. Safe for use by many threads. Not called inside a unit of
 * work: implementations hash, or call another service.
 *
 * <p>Whoever keeps them elsewhere is sent the caller's belongings, and may send a {@link dev.portcullis.kernel.Passage}
 * back; it need not tell of an account what we would like to know.
 */
public interface Accounts {
    /**
     * Makes an account for an address that has none with standing, and has a verification code sent to it. Of several
     * calls at once for one address, one makes the account.
     */
    SignUp.Outcome signUp(SignUp.Registration registration, Belongings belongings, Recorder<SignUp.Outcome> recorder);

    /**
     * Takes the proof that an address is its holder's. A code works once, for the registration that it was sent for; of
     * several calls at once with the right code, one wins.
     */
    VerifyEmail.Outcome verifyEmail(
            BearerToken token, VerificationCode code, Belongings belongings, Recorder<VerifyEmail.Outcome> recorder);

    /** Tells the account that an access token speaks for, as long as its session lives. */
    DescribeAccount.Outcome describe(BearerToken token, Belongings belongings);
}
