package dev.portcullis.credential;

/**
 * Looks up passwords in a list of leaked ones. Calls another service, so never call it inside a unit of work. The
 * request must not reveal the password. Thread-safe.
 */
@FunctionalInterface
public interface BreachedPasswords {
    enum Finding {
        NOT_FOUND,
        FOUND,
        /** The service did not answer, or not in time. */
        UNKNOWN
    }

    Finding find(Password password);

    /** Finds no password, for a service without a breach check. */
    static BreachedPasswords unasked() {
        return password -> Finding.NOT_FOUND;
    }
}
