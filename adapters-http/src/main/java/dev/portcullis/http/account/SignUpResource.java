package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

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

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.SIGN_UP)
    @Problems({
        PASSWORD_REFUSED,
        PASSWORD_CHECK_UNAVAILABLE,
        CAPTCHA_REFUSED,
        CAPTCHA_UNAVAILABLE,
        EMAIL_TAKEN,
        RATE_LIMITED
    })
    @Operation(
            operationId = "signUp",
            summary = "Sign up; a verification code is sent by mail",
            description = "Never `email_taken` if the operator conceals existing accounts.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignUpBody.class)))
    @APIResponseSchema(
            value = SignedUpBody.class,
            responseCode = "201",
            responseDescription = "The account is created, unverified.")
    public RestResponse<Object> signUp(@Context RoutingContext http) {
        return Responses.relayed(
                http,
                useCases.signUp()
                        .execute(SignUpBody.read(
                                JsonBody.of(http), passwords, useCases.captchaCheck(), callers.of(http))),
                signedUp -> RestResponse.status(RestResponse.Status.CREATED, SignedUpBody.of(signedUp)));
    }
}
