package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/** What the account feature asks of sessions. Safe for use by many threads. */
public interface AccountSessions {
    /** Whom an access token speaks for. */
    record Bearer(AccountId account, SessionId session) {}

    /** Empty unless the token is a genuine, unexpired access token of ours. Does not ask whether its session lives. */
    Optional<Bearer> identify(BearerToken token);

    /**
     * Who is signed in by the session that was named; none once it has ended, or the account is gone: its name is not for
     * whoever had it before. Called inside a unit of work.
     */
    Optional<Account> holder(Bearer bearer);

    /** Whether the session has neither ended nor expired. Called inside a unit of work. */
    boolean isLive(SessionId session);

    /** A fresh access token for a session, telling the account as it is now. */
    AccessToken renew(Account account, SessionId session);

    /** Ends every session of an account whose registration was taken over. Called inside a unit of work. */
    void endAllOf(AccountId account);
}
