package dev.portcullis.kernel;

/**
 * The login of an attempt. The audit log contains it in masked form and, if no account is known, as a keyed hash, so that
 * attempts on one login can be counted without revealing it.
 *
 * @param reveal the login as sent, normalized if it is an address; may be anything, for example a mistyped password
 * @param masked recognizable only for people who know the login
 */
public record AttemptedLogin(String reveal, String masked) {
    @Override
    public String toString() {
        return "AttemptedLogin[" + masked + "]";
    }
}
