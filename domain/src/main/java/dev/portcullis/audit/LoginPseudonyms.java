package dev.portcullis.audit;

import dev.portcullis.kernel.AttemptedLogin;

/** Gives logins names that only we can give: the same for the same login as long as the key stays. Safe for many threads. */
@FunctionalInterface
public interface LoginPseudonyms {
    /** A keyed hash, at most 64 characters of ASCII. */
    String of(AttemptedLogin login);
}
