package dev.portcullis.credential;

import dev.portcullis.kernel.Overloaded;

/**
 * Hashes secrets with a slow algorithm. Each call takes tens of milliseconds of one core and about 19 MiB, so
 * implementations limit the number of concurrent calls and throw {@link Overloaded} if the wait is too long. Never call it
 * inside a unit of work. Thread-safe.
 */
public interface PasswordHasher {
    /** Hashes the secret with a new salt and the configured parameters. */
    PasswordHash hash(Secret secret);

    /** Whether the hash was computed from this secret, with the parameters in the hash. */
    boolean matches(Secret secret, PasswordHash hash);

    /** Whether the parameters of the hash differ from the configured ones. Does not hash. */
    boolean isOutdated(PasswordHash hash);

    /**
     * A hash with the configured parameters that no secret matches. Comparing with it takes the same time for an
     * unknown account as for an existing one. Does not hash.
     */
    PasswordHash decoy();
}
