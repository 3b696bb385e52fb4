package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.problem.Responses;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The address of an account, and whether it is verified. */
@RegisterForReflection
@JsonPropertyOrder({"email", "email_verified"})
@Schema(name = "VerifiedEmail")
record VerifiedEmailBody(
        @Schema(required = true, format = "email") String email,

        @Schema(required = true) @JsonProperty("email_verified")
        boolean emailVerified) {

    /** @param token a new access token for the cookie; null if there is none */
    static RestResponse<Object> response(
            Account account, @Nullable AccessToken token, CookieFactory cookies, RoutingContext http) {
        return Responses.ok(
                new VerifiedEmailBody(account.email().value(), account.emailVerified()),
                token == null ? List.of() : cookies.issue(token, http.request()));
    }
}
