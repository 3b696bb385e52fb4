package dev.portcullis.caller;

import java.util.UUID;

/**
 * Replaces logins and addresses by keyed hashes that only this service can compute, so that a store does not reveal them.
 * The same text has the same pseudonym until the encryption key changes. Thread-safe.
 */
@FunctionalInterface
public interface Pseudonyms {
    /** 128 bits of a keyed hash. */
    UUID of(String text);
}
