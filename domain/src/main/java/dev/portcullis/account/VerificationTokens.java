package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import java.util.Optional;

/** Makes and reads verification tokens. Safe for use by many threads. */
public interface VerificationTokens {
    /** What a genuine token says. */
    record Claims(AccountId account, int registration) {}

    VerificationToken issue(Account account);

    /** Empty unless the token is a genuine, unexpired verification token of ours. */
    Optional<Claims> read(BearerToken token);
}
