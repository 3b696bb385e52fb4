package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Stores failed logins and known networks, and supplies the clock by which all replicas measure them. Called inside a
 * unit of work.
 */
public interface FailedLoginStore {
    /** How long a network stays known after a successful login from it, rounded to days. */
    Duration KNOWN = Duration.ofDays(30);

    /** Failed logins, locked until the unit of work ends, and the time at which the lock was granted. */
    record Locked(FailedLogins failures, Instant now) {}

    Locked lock(UUID login, UUID network);

    /** Stores the new state of failed logins that were locked in this unit of work. */
    void put(UUID login, UUID network, FailedLogins failures);

    /** Deletes all failed logins of a login and records the network as known. */
    void forget(UUID login, UUID network);

    /** Deletes all failed logins and known networks of a login. */
    void remove(UUID login);

    /**
     * Makes the failed logins of one login those of another, in place of its own, and deletes the known networks of both:
     * their keys belong to a login.
     */
    void move(UUID from, UUID to);

    /** Deletes failed logins and known networks that have expired, and returns how many: less than {@code most} at the end. */
    int removeForgotten(int most);
}
