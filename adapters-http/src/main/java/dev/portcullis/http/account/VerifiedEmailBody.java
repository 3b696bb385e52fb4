package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.account.Account;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The address of an account, and whether it is verified. */
@RegisterForReflection
@JsonPropertyOrder({"email", "email_verified"})
@Schema(name = "VerifiedEmail")
public record VerifiedEmailBody(
        @Schema(required = true, format = "email") String email,

        @Schema(required = true) @JsonProperty("email_verified")
        boolean emailVerified) {

    public static VerifiedEmailBody of(Account account) {
        return new VerifiedEmailBody(account.email().value(), account.emailVerified());
    }
}
