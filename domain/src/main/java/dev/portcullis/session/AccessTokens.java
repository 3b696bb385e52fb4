package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/** Issues and validates access tokens: JWTs as of RFC 9068. Thread-safe. */
public interface AccessTokens {
    AccessToken issue(Account account, SessionId session);

    /**
     * Empty unless this service issued the token as an access token and it has not expired. Does not check its session.
     */
    Optional<Principal> read(BearerToken token);
}
