package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sessions and tells the time by which all replicas measure them. Ended sessions are still found. Called inside a
 * unit of work.
 */
public interface SessionStore {
    /** A session that nobody else changes until the unit of work ends, and the time at which it was got hold of. */
    record Locked(Session session, Instant now) {}

    Optional<Session> find(SessionId id);

    Optional<Locked> lock(SessionId id);

    /** The store's clock, which all replicas share. */
    Instant now();

    /** Keeps a new session. Its account must exist. */
    void insert(Session session);

    /** Keeps the new state of a session that was locked in this unit of work. */
    void update(Session session);

    /** An account's sessions that have not ended, expired ones included, the one unused the longest first. */
    List<Session> unendedOf(AccountId account);

    /** Ends all of an account's sessions that have not ended, but the one that is kept. */
    void endOthersOf(AccountId account, SessionId kept, Session.End end);

    /** Ends all of an account's sessions that have not ended. */
    void endAllOf(AccountId account, Session.End end);
}
