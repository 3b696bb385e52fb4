package dev.portcullis.http.account;

import dev.portcullis.account.SignUp;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.Responses;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/auth/signup/")
@Singleton
@Tag(name = "account")
class SignUpResource {
    private final SignUp signUp;
    private final PasswordRules passwords;
    private final CaptchaCheck captchas;
    private final CallerContextFactory callers;

    SignUpResource(SignUp signUp, PasswordRules passwords, CaptchaCheck captchas, CallerContextFactory callers) {
        this.signUp = signUp;
        this.passwords = passwords;
        this.captchas = captchas;
        this.callers = callers;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "signUp", summary = "Ask for an account; a code to verify the address goes out by mail")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignUpBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The account is there, unverified.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignedUpBody.class)))
    @APIResponse(
            responseCode = "400",
            description = "`malformed_json`, `validation_failed`, `password_refused` or `captcha_refused`.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(
            responseCode = "409",
            description = "`email_taken`: a verified account has this address; never where that is concealed.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "502", ref = "UpstreamInvalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @APIResponse(responseCode = "504", ref = "UpstreamTimeout")
    @APIResponse(responseCode = "4XX", ref = "UpstreamRefused")
    public RestResponse<Object> signUp(@Context RoutingContext http) {
        return Responses.relayed(
                http,
                signUp.execute(SignUpBody.read(JsonBody.of(http), passwords, captchas, callers.of(http))),
                signedUp -> RestResponse.status(RestResponse.Status.CREATED, SignedUpBody.of(signedUp)));
    }
}
