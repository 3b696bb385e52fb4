package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores sessions, and supplies the clock by which all replicas measure them. Sessions that have ended are still found.
 * Called inside a unit of work; {@link #find} and {@link #unendedOf}, which every request with an access token waits for,
 * also outside of one. Never answers from a cache, so an end that one replica has committed is seen by all at once.
 */
public interface SessionStore {
    /**
     * A session as it was found.
     *
     * @param account its account; where the session is locked, as of the call and not as of the lock
     * @param now the store's time, after the lock was acquired if the session is locked
     */
    record Found(Session session, Account account, Instant now) {}

    /**
     * Sessions that have not ended, including expired ones.
     *
     * @param sessions the least recently used first
     * @param now the store's time
     */
    record Unended(List<Session> sessions, Instant now) {
        public Unended {
            sessions = List.copyOf(sessions);
        }
    }

    Optional<Found> find(SessionId id);

    /** As {@link #find}, and locks the session until the unit of work ends. */
    Optional<Found> lock(SessionId id);

    /** Stores a new session. Its account must exist. */
    void insert(Session session);

    /** Stores the new state of a session that was locked in this unit of work. */
    void update(Session session);

    Unended unendedOf(AccountId account);

    /** Ends all of an account's sessions that have not ended, except the one that is kept, at the store's time. */
    void endOthersOf(AccountId account, SessionId kept, Session.End.Reason reason);

    /** Ends all of an account's sessions that have not ended, at the store's time. */
    void endAllOf(AccountId account, Session.End.Reason reason);
}
