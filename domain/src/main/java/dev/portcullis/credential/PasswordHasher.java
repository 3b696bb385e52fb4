package dev.portcullis.credential;

import dev.portcullis.kernel.Overloaded;

/**
 * Hashes secrets slowly. Each call costs tens of milliseconds of one core and some 19 MiB, so implementations bound how
 * many run at once and turn away the rest; never call it inside a unit of work. Safe for use by many threads.
 */
public interface PasswordHasher {
    /**
     * A hash with a fresh salt and the parameters of today: two calls for one secret differ.
     *
     * @throws Overloaded when too many hashes are waiting already
     */
    PasswordHash hash(Secret secret);

    /**
     * Whether the hash was made from this secret, by the parameters that the hash names.
     *
     * @throws Overloaded when too many hashes are waiting already
     */
    boolean matches(Secret secret, PasswordHash hash);

    /** Whether the hash was made with other parameters than those of today. Costs nothing. */
    boolean isOutdated(PasswordHash hash);

    /**
     * A hash with the parameters of today that no secret matches, to do the same work for an account that does not exist
     * as for one that does. Costs nothing.
     */
    PasswordHash decoy();
}
