package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CODE_EXPIRED;
import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_ALREADY_VERIFIED;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.TOO_MANY_TRIES;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.ResendVerification;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.cookie.ExpiresIn;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.verification.VerificationCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/auth/")
@Singleton
@Tag(name = "account")
class VerificationResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    VerificationResource(
            UseCases useCases, AccessTokenExtractor proof, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.cookies = cookies;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "VerifyEmail")
    record Code(
            @Schema(
                    required = true,
                    pattern = "^[0-9]{6}$",
                    examples = "123456",
                    description = "The code from the mail.")
            @JsonProperty("verification_code")
            String verificationCode) {

        static VerificationCode read(JsonBody body) {
            return body.only("verification_code", VerificationCode::new);
        }
    }

    @POST
    @Path("verify-email/")
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.VERIFY_EMAIL)
    @RateLimited(RateLimiter.Action.VERIFY_EMAIL)
    @Problems({NOT_AUTHENTICATED, CODE_INVALID, CODE_EXPIRED, EMAIL_ALREADY_VERIFIED, TOO_MANY_TRIES})
    @Operation(
            operationId = "verifyEmail",
            summary = "Verify an e-mail address with the code that was sent to it",
            description = "Wrong codes are limited per account, per sign-up and per network.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Code.class)))
    @APIResponse(
            responseCode = "200",
            description = "The e-mail address is verified.",
            headers = {
                @Header(
                        name = HttpHeaders.SET_COOKIE,
                        description = "A new `access_token` that says so, if the caller has a session.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = ExpiresIn.HEADER,
                        description = ExpiresIn.MEANING,
                        schema = @Schema(implementation = Integer.class))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerifiedEmailBody.class)))
    public RestResponse<Object> verify(@Context RoutingContext http) {
        VerificationCode code = Code.read(JsonBody.of(http));
        return Responses.relayed(
                http,
                useCases.verifyEmail()
                        .execute(new VerifyEmail.Command(proof.of(http.request()), code, callers.of(http))),
                verified -> VerifiedEmailBody.response(verified.account(), verified.freshToken(), cookies, http));
    }

    /** For the OpenAPI document. */
    @Schema(name = "ResendVerification")
    record Address(
            @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
            String email) {}

    @POST
    @Path("resend-verification/")
    @LocalOnly
    @Audited(AuditAction.RESEND_VERIFICATION)
    @RateLimited(value = RateLimiter.Action.SIGN_UP, hashes = false)
    @Problems({})
    @Operation(operationId = "resendVerification", summary = "Mail a new verification code")
    @RequestBody(
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Address.class)))
    @APIResponse(
            responseCode = "202",
            description = "If the address belongs to an unverified account, a mail with a new code will be sent to it.")
    public RestResponse<Void> resend(@Context RoutingContext http) {
        EmailAddress email = JsonBody.of(http).only("email", EmailAddress::new);
        return Responses.accepted(
                useCases.resendVerification().execute(new ResendVerification.Command(email, callers.of(http))));
    }
}
