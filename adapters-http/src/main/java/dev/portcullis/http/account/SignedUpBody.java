package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.account.Account;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a sign-up. */
@RegisterForReflection
@JsonPropertyOrder({"id", "email", "name", "email_verified", "verification_token", "created_at"})
@Schema(name = "SignedUp")
record SignedUpBody(
        @Schema(required = true) UUID id,

        @Schema(required = true, format = "email", description = "In the form that it is kept in.")
        String email,

        @Schema(required = true) String name,

        @Schema(required = true) @JsonProperty("email_verified")
        boolean emailVerified,

        @Schema(
                required = true,
                description = "The bearer token for `verify-email/`, good for that alone and for 24 hours at most.")
        @JsonProperty("verification_token")
        String verificationToken,

        @Schema(required = true) @JsonProperty("created_at") Instant createdAt) {

    /** Of an account of our own, of which all is told. */
    static SignedUpBody of(SignUp.Outcome.Created created) {
        return of(Objects.requireNonNull(created.account()), Objects.requireNonNull(created.token()));
    }

    static SignedUpBody of(SignUp.Outcome.Concealed concealed) {
        return of(concealed.shown(), concealed.token());
    }

    private static SignedUpBody of(Account account, VerificationToken token) {
        return new SignedUpBody(
                account.id().value(),
                account.email().value(),
                account.name().value(),
                account.emailVerified(),
                token.reveal(),
                account.createdAt());
    }

    @Override
    public String toString() {
        return "SignedUpBody[" + id + "]";
    }
}
