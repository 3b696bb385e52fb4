package dev.portcullis.kernel;

/** Whatever a caller showed as a proof, unread: an access token, a verification token, or neither. */
public record BearerToken(String reveal) {
    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
