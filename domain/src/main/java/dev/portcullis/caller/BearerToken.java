package dev.portcullis.caller;

/** The token that a caller presented, not yet parsed: an access token, a verification token, or an invalid text. */
public record BearerToken(String reveal) {
    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
