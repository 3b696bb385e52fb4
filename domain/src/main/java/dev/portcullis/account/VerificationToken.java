package dev.portcullis.account;

/** Says which registration a verification code is entered for. Good for that alone. */
public record VerificationToken(String reveal) {
    @Override
    public String toString() {
        return "VerificationToken[redacted]";
    }
}
