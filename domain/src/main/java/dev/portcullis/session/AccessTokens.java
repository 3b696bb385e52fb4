package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/** Issues and validates access tokens: JWTs as of RFC 9068. Thread-safe. */
public interface AccessTokens {
    /** The claims of a valid token. */
    record Claims(AccountId account, SessionId session) {}

    AccessToken issue(Account account, SessionId session);

    /**
     * Empty unless this service issued the token as an access token and it has not expired. Does not check its session.
     */
    Optional<Claims> read(BearerToken token);
}
