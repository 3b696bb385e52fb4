package dev.portcullis.audit;

import dev.portcullis.kernel.AttemptedLogin;

/** Replaces logins by keyed hashes: the same login has the same hash as long as the key stays the same. Thread-safe. */
@FunctionalInterface
public interface LoginPseudonyms {
    /** A keyed hash, at most 64 characters of ASCII. */
    String of(AttemptedLogin login);
}
