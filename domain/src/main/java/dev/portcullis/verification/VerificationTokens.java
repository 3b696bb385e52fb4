package dev.portcullis.verification;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/** Issues and reads verification tokens. Safe for use by many threads. */
public interface VerificationTokens {
    /** The claims of a genuine token. */
    record Claims(AccountId account, int registration) {}

    /** Issues a token for one sign-up, by the number of its registration. */
    VerificationToken issue(AccountId account, int registration);

    /** Empty unless the token is a genuine, unexpired verification token of this service. */
    Optional<Claims> read(BearerToken token);
}
