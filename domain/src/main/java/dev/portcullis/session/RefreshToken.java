package dev.portcullis.session;

/** Buys the next pair of tokens. Opaque to whoever holds it, and as good as a password for as long as it lives. */
public record RefreshToken(String reveal) {
    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
