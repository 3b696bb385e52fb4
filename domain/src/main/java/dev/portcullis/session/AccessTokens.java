package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/** Makes and reads access tokens: JWTs after RFC 9068. Safe for use by many threads. */
public interface AccessTokens {
    /** What a genuine token says. */
    record Claims(AccountId account, SessionId session) {}

    AccessToken issue(Account account, SessionId session);

    /** Empty unless the token is a genuine, unexpired access token of ours. Does not ask whether its session lives. */
    Optional<Claims> read(BearerToken token);
}
