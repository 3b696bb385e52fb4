package dev.portcullis.kernel;

/**
 * The login of an attempt. The log keeps it masked, for people, and where no account is known also as a keyed hash, so
 * that attempts on one login can be counted without telling whose it is.
 *
 * @param reveal as the attempt named it, normalised where it is an address; may be anything, also a mistyped password
 * @param masked enough for someone who knows the login to recognise it, no more
 */
public record AttemptedLogin(String reveal, String masked) {
    @Override
    public String toString() {
        return "AttemptedLogin[" + masked + "]";
    }
}
