package dev.portcullis.credential;

/**
 * A salted, slow hash of a secret in the PHC string format, which contains the algorithm and its cost. An attacker who
 * has it can test guesses offline, so {@code toString} does not show it.
 */
public record PasswordHash(String phc) {
    @Override
    public String toString() {
        return "PasswordHash[redacted]";
    }
}
