package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.account.Account;
import dev.portcullis.account.SignUp;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@RegisterForReflection
@JsonPropertyOrder({"id", "email", "name", "email_verified", "verification_token", "created_at"})
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "SignedUp")
record SignedUpBody(
        @Schema(required = true) UUID id,

        @Schema(required = true, format = "email", description = "In the form that it is kept in.")
        String email,

        @Schema(required = true) String name,

        @Schema(required = true) boolean emailVerified,

        @Schema(
                required = true,
                description = "The bearer token for `verify-email/`, good for that alone and for 24 hours at most.")
        String verificationToken,

        @Schema(required = true) Instant createdAt) {

    static SignedUpBody of(SignUp.SignedUp signedUp) {
        Account account = signedUp.account();
        return new SignedUpBody(
                account.id().value(),
                account.email().value(),
                account.name().value(),
                account.emailVerified(),
                signedUp.token().reveal(),
                account.createdAt());
    }

    @Override
    public String toString() {
        return "SignedUpBody[" + id + "]";
    }
}
