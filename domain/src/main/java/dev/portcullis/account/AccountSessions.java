package dev.portcullis.account;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/** What the account feature needs of sessions. Thread-safe. */
public interface AccountSessions {
    /** Empty unless this service issued the token as an access token and it has not expired. Does not check its session. */
    Optional<Principal> authenticate(BearerToken token);

    /**
     * The account of an authenticated caller; empty once the session has ended or the account was deleted. Called inside a
     * unit of work or outside: it takes one query, and nothing is cached.
     */
    Optional<Account> activeAccount(Principal principal);

    /** Whether the session has neither ended nor expired. Called inside a unit of work. */
    boolean isLive(SessionId session);

    /** A new access token for a session, with the account's present state. */
    AccessToken renew(Account account, SessionId session);

    /** Ends every session of an account that a new sign-up took over. Called inside a unit of work. */
    void endAllOf(AccountId account);
}
