package dev.portcullis.credential;

/**
 * The passwords that are known from leaks. Asks another service, so never call it inside a unit of work. What leaves
 * may not tell the password. Safe for use by many threads.
 */
@FunctionalInterface
public interface BreachedPasswords {
    /** What is known of a password. */
    enum Finding {
        NOT_FOUND,
        FOUND,
        /** It could not be found out in time. */
        UNKNOWN
    }

    Finding find(Password password);

    /** Knows of none, for a service that asks nobody. */
    static BreachedPasswords unasked() {
        return password -> Finding.NOT_FOUND;
    }
}
