package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores sessions, and supplies the clock by which all replicas measure them. Sessions that have ended are still found.
 * Called inside a unit of work.
 */
public interface SessionStore {
    /** A session that is locked until the unit of work ends, and the store's time after the lock was acquired. */
    record Locked(Session session, Instant now) {}

    Optional<Session> find(SessionId id);

    Optional<Locked> lock(SessionId id);

    /** The store's clock, which all replicas share. */
    Instant now();

    /** Stores a new session. Its account must exist. */
    void insert(Session session);

    /** Stores the new state of a session that was locked in this unit of work. */
    void update(Session session);

    /** An account's sessions that have not ended, including expired ones, the least recently used first. */
    List<Session> unendedOf(AccountId account);

    /** Ends all of an account's sessions that have not ended, except the one that is kept. */
    void endOthersOf(AccountId account, SessionId kept, Session.End end);

    /** Ends all of an account's sessions that have not ended. */
    void endAllOf(AccountId account, Session.End end);
}
