package dev.portcullis.emailchange;

import java.util.UUID;

/**
 * Computes the code of a change under a key, so that every mail about the change has the same one and a copy of the
 * database is not enough to know it. Thread-safe.
 */
@FunctionalInterface
public interface CancellationCodes {
    /** The same for the same change until the encryption key changes. */
    CancellationCode of(UUID change);
}
