package dev.portcullis.client;

/** The address of an account, and whether it is verified. */
public record VerifiedEmail(String email, boolean emailVerified) {
    static VerifiedEmail of(JsonObject json) {
        return new VerifiedEmail(json.text("email"), json.bool("email_verified"));
    }
}
