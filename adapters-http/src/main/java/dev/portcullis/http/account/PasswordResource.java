package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.WRONG_PASSWORD;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.signin.ChangePassword;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/password/")
@Singleton
@Tag(name = "account")
@LocalOnly
class PasswordResource {
    private final UseCases useCases;
    private final PasswordRules passwords;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    PasswordResource(
            UseCases useCases, PasswordRules passwords, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.passwords = passwords;
        this.proof = proof;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ChangePassword")
    record Change(
            @Schema(required = true, format = "password", maxLength = 128)
            String currentPassword,

            @Schema(
                    required = true,
                    format = "password",
                    minLength = 8,
                    maxLength = 128,
                    description = PasswordRules.DESCRIPTION)
            String newPassword) {}

    @POST
    @Audited(AuditAction.CHANGE_PASSWORD)
    @RateLimited(RateLimiter.Action.SIGN_IN)
    @Problems({NOT_AUTHENTICATED, WRONG_PASSWORD, PASSWORD_REFUSED, PASSWORD_CHECK_UNAVAILABLE})
    @Operation(
            operationId = "changePassword",
            summary = "Change the password; ends all other sessions and notifies the owner by mail")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Change.class)))
    @APIResponse(responseCode = "204", description = "The password is changed.")
    public RestResponse<Void> change(@Context RoutingContext http) {
        JsonBody body = JsonBody.of(http);
        JsonBody.Field<Password> current = body.required("current_password", Password::new);
        JsonBody.Field<Password> chosen = passwords.chosen("new_password", body);
        body.requireValid();
        return Responses.noContent(useCases.changePassword()
                .execute(new ChangePassword.Command(
                        proof.of(http.request()), current.value(), chosen.value(), callers.of(http))));
    }
}
