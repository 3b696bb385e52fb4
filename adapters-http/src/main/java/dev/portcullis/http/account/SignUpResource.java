package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_REFUSED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.ratelimit.RateLimiter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/auth/signup/")
@Singleton
@Tag(name = "account")
class SignUpResource {
    private final UseCases useCases;
    private final PasswordRules passwords;
    private final CallerContextFactory callers;

    SignUpResource(UseCases useCases, PasswordRules passwords, CallerContextFactory callers) {
        this.useCases = useCases;
        this.passwords = passwords;
        this.callers = callers;
    }

    /** The components are for the OpenAPI document; values are read one by one. */
    @Schema(name = "SignUp")
    record Body(
            @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
            String email,

            @Schema(
                    required = true,
                    format = "password",
                    minLength = 8,
                    maxLength = 128,
                    examples = "secure_password",
                    description = PasswordRules.DESCRIPTION)
            String password,

            @Schema(required = true, minLength = 1, maxLength = 100, examples = "John Doe")
            String name,

            @Schema(
                    nullable = true,
                    maxLength = CaptchaAnswer.MAXIMUM_LENGTH,
                    examples = "recaptcha_response",
                    description = "The response of the captcha widget; required if the operator has enabled captchas.")
            @Nullable String captcha) {

        static SignUp.Command read(
                JsonBody body, PasswordRules passwords, CaptchaCheck captchas, CallerContext caller) {
            JsonBody.Field<EmailAddress> email = body.required("email", EmailAddress::ofNewAccount);
            JsonBody.Field<Password> password = body.required("password", Password::new);
            JsonBody.Field<DisplayName> name = body.required("name", DisplayName::chosen);
            JsonBody.Field<CaptchaAnswer> captcha = body.optional("captcha", CaptchaAnswer::new);
            List<String> holderTexts = Stream.concat(
                            email.ifValid().map(EmailAddress::holderTexts).orElse(List.of()).stream(),
                            name.ifValid().map(DisplayName::value).stream())
                    .toList();
            body.foresee(password, chosen -> passwords.refusalOf(chosen, holderTexts));
            body.foresee(captcha, answer -> captchas.certainRefusal(answer).map(CaptchaRefusal::fieldCode));
            body.requireValid();
            return new SignUp.Command(
                    new SignUp.Registration(email.value(), password.value(), name.value(), caller.language()),
                    captcha.value(),
                    caller);
        }
    }

    @RegisterForReflection
    @JsonPropertyOrder({"id", "email", "name", "email_verified", "verification_token", "created_at"})
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "SignedUp")
    record Created(
            @Schema(required = true) UUID id,

            @Schema(required = true, format = "email", description = "In the normalized form in which it is stored.")
            String email,

            @Schema(required = true) String name,

            @Schema(required = true) boolean emailVerified,

            @Schema(
                    required = true,
                    description = "The bearer token for `verify-email/`, valid only there and for at most 24 hours.")
            String verificationToken,

            @Schema(required = true) Instant createdAt) {

        static Created of(SignUp.SignedUp signedUp) {
            Account account = signedUp.account();
            return new Created(
                    account.id().value(),
                    account.email().value(),
                    account.name().value(),
                    account.emailVerified(),
                    signedUp.token().reveal(),
                    account.createdAt());
        }

        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.SIGN_UP)
    @RateLimited(RateLimiter.Action.SIGN_UP)
    @Problems({PASSWORD_REFUSED, PASSWORD_CHECK_UNAVAILABLE, CAPTCHA_REFUSED, CAPTCHA_UNAVAILABLE, EMAIL_TAKEN})
    @Operation(
            operationId = "signUp",
            summary = "Sign up; a verification code is sent by mail",
            description = "Never `email_taken` if the operator conceals existing accounts.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponseSchema(
            value = Created.class,
            responseCode = "201",
            responseDescription = "The account is created, unverified.")
    public RestResponse<Object> signUp(@Context RoutingContext http) {
        return Responses.relayed(
                http,
                useCases.signUp()
                        .execute(Body.read(JsonBody.of(http), passwords, useCases.captchaCheck(), callers.of(http))),
                signedUp -> RestResponse.status(RestResponse.Status.CREATED, Created.of(signedUp)));
    }
}
