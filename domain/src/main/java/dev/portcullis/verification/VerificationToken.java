package dev.portcullis.verification;

/** Identifies the registration that a verification code is entered for. Valid for nothing else. */
public record VerificationToken(String reveal) {
    @Override
    public String toString() {
        return "VerificationToken[redacted]";
    }
}
