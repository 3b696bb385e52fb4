package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.account.Account;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@RegisterForReflection
@JsonPropertyOrder({"id", "email", "name", "email_verified"})
@Schema(name = "Account")
record AccountBody(
        @Schema(required = true) UUID id,

        @Schema(required = true, format = "email") String email,

        @Schema(required = true) String name,

        @Schema(required = true) @JsonProperty("email_verified")
        boolean emailVerified) {

    static AccountBody of(Account account) {
        return new AccountBody(
                account.id().value(), account.email().value(), account.name().value(), account.emailVerified());
    }
}
