package dev.portcullis.kernel;

/**
 * The login of an attempt. The audit log contains an alias of it, so that attempts on one login can be counted without
 * revealing it, and shows its masked form.
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
