package dev.portcullis.session;

/**
 * A refresh token, exchanged for the next pair of tokens. Opaque to the client. As sensitive as a password while its
 * session is active, so {@code toString} does not show it.
 */
public record RefreshToken(String reveal) {
    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
