package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Keeps guesses at logins and the networks on which logins are known, and tells the time by which all replicas measure
 * them. Called inside a unit of work.
 */
public interface FailedLoginStore {
    /** How long a login is known on a network after it was right there: to the day. */
    Duration KNOWN = Duration.ofDays(30);

    /** FailureCount that nobody else changes until the unit of work ends, and the time at which they were got hold of. */
    record Locked(FailedLogins guesses, Instant now) {}

    Locked lock(UUID login, UUID network);

    /** Keeps the new state of guesses that were locked in this unit of work. */
    void put(UUID login, UUID network, FailedLogins guesses);

    /** Forgets all guesses at a login, and knows it on that network from now on. */
    void forget(UUID login, UUID network);

    /**
     * Removes what says nothing any more: guesses and networks that would be forgotten.
     *
     * @return how many; less than {@code most} when none is left
     */
    int removeForgotten(int most);
}
