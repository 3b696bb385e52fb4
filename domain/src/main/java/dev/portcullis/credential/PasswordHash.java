package dev.portcullis.credential;

/**
 * A salted slow hash of a secret in the PHC string format, which names its own algorithm and cost. Good for checking a
 * guess, and so for guessing: not to be shown.
 */
public record PasswordHash(String phc) {
    @Override
    public String toString() {
        return "PasswordHash[redacted]";
    }
}
