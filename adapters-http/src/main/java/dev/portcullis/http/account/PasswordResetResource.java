package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_REFUSED;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.signin.ForgotPassword;
import dev.portcullis.signin.ResetPassword;
import dev.portcullis.verification.VerificationCode;
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

@Path("/api/v1/auth/password/")
@Singleton
@Tag(name = "account")
@LocalOnly
class PasswordResetResource {
    private final UseCases useCases;
    private final PasswordRules passwords;
    private final CallerContextFactory callers;

    PasswordResetResource(UseCases useCases, PasswordRules passwords, CallerContextFactory callers) {
        this.useCases = useCases;
        this.passwords = passwords;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "ForgotPassword")
    record Forgot(
            @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
            String email) {}

    @POST
    @Path("forgot/")
    @Audited(AuditAction.FORGOT_PASSWORD)
    @RateLimited(value = RateLimiter.Action.SIGN_UP, hashes = false)
    @Problems({})
    @Operation(operationId = "forgotPassword", summary = "Mail a code for a new password")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Forgot.class)))
    @APIResponse(
            responseCode = "202",
            description = "If the address belongs to an account, a mail with a code will be sent to it.")
    public RestResponse<Void> forgot(@Context RoutingContext http) {
        EmailAddress email = JsonBody.of(http).only("email", EmailAddress::new);
        return Responses.accepted(
                useCases.forgotPassword().execute(new ForgotPassword.Command(email, callers.of(http))));
    }

    /** For the OpenAPI document. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ResetPassword")
    record Reset(
            @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
            String email,

            @Schema(
                    required = true,
                    pattern = "^[0-9]{6}$",
                    examples = "123456",
                    description = "The code from the mail.")
            String code,

            @Schema(
                    required = true,
                    format = "password",
                    minLength = 8,
                    maxLength = 128,
                    description = PasswordRules.DESCRIPTION)
            String newPassword) {}

    @POST
    @Path("reset/")
    @Audited(AuditAction.RESET_PASSWORD)
    @RateLimited(RateLimiter.Action.VERIFY_EMAIL)
    @Problems({CODE_INVALID, PASSWORD_REFUSED, PASSWORD_CHECK_UNAVAILABLE})
    @Operation(
            operationId = "resetPassword",
            summary = "Choose a new password with a code from a mail; ends all sessions and notifies the owner by mail",
            description = "Opens no session. Wrong codes are limited per e-mail address and per network.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Reset.class)))
    @APIResponse(responseCode = "204", description = "The password is changed.")
    public RestResponse<Void> reset(@Context RoutingContext http) {
        JsonBody body = JsonBody.of(http);
        JsonBody.Field<EmailAddress> email = body.required("email", EmailAddress::new);
        JsonBody.Field<VerificationCode> code = body.required("code", VerificationCode::new);
        JsonBody.Field<Password> chosen = passwords.chosen("new_password", body);
        body.requireValid();
        return Responses.noContent(useCases.resetPassword()
                .execute(new ResetPassword.Command(email.value(), code.value(), chosen.value(), callers.of(http))));
    }
}
