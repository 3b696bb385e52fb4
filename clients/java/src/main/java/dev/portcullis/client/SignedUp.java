package dev.portcullis.client;

import java.time.Instant;
import java.util.UUID;

/**
 * A new account, unverified.
 *
 * @param verificationToken the bearer token for {@link PortcullisClient#verifyEmail}, for that alone
 */
public record SignedUp(
        UUID id, String email, String name, boolean emailVerified, String verificationToken, Instant createdAt) {
    static SignedUp of(JsonObject json) {
        return new SignedUp(
                json.id("id"),
                json.text("email"),
                json.text("name"),
                json.bool("email_verified"),
                json.text("verification_token"),
                json.time("created_at"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "SignedUp[" + id + "]";
    }
}
