package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CODE_EXPIRED;
import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.TOO_MANY_TRIES;
import static dev.portcullis.http.problem.ProblemCode.WRONG_PASSWORD;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.emailchange.CancelEmailChange;
import dev.portcullis.emailchange.CancellationCode;
import dev.portcullis.emailchange.ConfirmEmailChange;
import dev.portcullis.emailchange.RequestEmailChange;
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
import dev.portcullis.kernel.Result;
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

/** Changes the e-mail address of an account, and lets its old mailbox prevent that. */
@Path("/api/v1/account/email/")
@Singleton
@Tag(name = "account")
@LocalOnly
class EmailChangeResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    EmailChangeResource(
            UseCases useCases, AccessTokenExtractor proof, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.cookies = cookies;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "RequestEmailChange")
    record Request(
            @Schema(required = true, format = "email", maxLength = 254, examples = "new@example.com")
            String newEmail,

            @Schema(required = true, format = "password", maxLength = 128)
            String currentPassword) {}

    @POST
    @Audited(AuditAction.REQUEST_EMAIL_CHANGE)
    @RateLimited(RateLimiter.Action.SIGN_IN)
    @Problems({NOT_AUTHENTICATED, WRONG_PASSWORD, EMAIL_TAKEN})
    @Operation(
            operationId = "requestEmailChange",
            summary = "Ask for another e-mail address",
            description = "Mails a code to the new address, and to the old one the code that cancels the change. The"
                    + " response does not depend on whether the new address has an account. `email_taken` means that"
                    + " it is your own.")
    @RequestBody(
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Request.class)))
    @APIResponse(responseCode = "202", description = "The mails will be sent. The address has not changed yet.")
    public RestResponse<Void> request(@Context RoutingContext http) {
        JsonBody body = JsonBody.of(http);
        JsonBody.Field<EmailAddress> email = body.required("new_email", EmailAddress::ofNewAccount);
        JsonBody.Field<Password> current = body.required("current_password", Password::new);
        body.requireValid();
        return Responses.accepted(useCases.requestEmailChange()
                .execute(new RequestEmailChange.Command(
                        proof.of(http.request()), email.value(), current.value(), callers.of(http))));
    }

    /** For the OpenAPI document. */
    @Schema(name = "ConfirmEmailChange")
    record Confirmation(
            @Schema(
                    required = true,
                    pattern = "^[0-9]{6}$",
                    examples = "123456",
                    description = "The code from the mail.")
            String code) {}

    @POST
    @Path("confirm/")
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.CONFIRM_EMAIL_CHANGE)
    @RateLimited(RateLimiter.Action.VERIFY_EMAIL)
    @Problems({NOT_AUTHENTICATED, CODE_INVALID, CODE_EXPIRED, TOO_MANY_TRIES, EMAIL_TAKEN})
    @Operation(
            operationId = "confirmEmailChange",
            summary = "Change the e-mail address, with the code that was sent to the new one",
            description = "Only the session that asked for the change can confirm it.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Confirmation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The account has the new address.",
            headers = {
                @Header(
                        name = HttpHeaders.SET_COOKIE,
                        description = "A new `access_token` with the address.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = ExpiresIn.HEADER,
                        required = true,
                        description = ExpiresIn.MEANING,
                        schema = @Schema(implementation = Integer.class))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerifiedEmailBody.class)))
    public RestResponse<Object> confirm(@Context RoutingContext http) {
        VerificationCode code = JsonBody.of(http).only("code", VerificationCode::new);
        Result<ConfirmEmailChange.Confirmed> confirmed = useCases.confirmEmailChange()
                .execute(new ConfirmEmailChange.Command(proof.of(http.request()), code, callers.of(http)));
        Responses.requireDone(confirmed);
        return VerifiedEmailBody.response(
                confirmed.value().account(), confirmed.value().freshToken(), cookies, http);
    }

    /** For the OpenAPI document. */
    @Schema(name = "CancelEmailChange")
    record Cancellation(
            @Schema(
                    required = true,
                    maxLength = 64,
                    examples = "f414e2db-15fc-e3bb-6666-e41e3257205d",
                    description = "The code from the mail to the old address, with or without hyphens and spaces.")
            String code) {}

    @POST
    @Path("cancel/")
    @Audited(AuditAction.CANCEL_EMAIL_CHANGE)
    @RateLimited(value = RateLimiter.Action.VERIFY_EMAIL, hashes = false)
    @Problems({CODE_INVALID, CODE_EXPIRED, EMAIL_TAKEN})
    @Operation(
            operationId = "cancelEmailChange",
            summary = "Cancel a change of the e-mail address, with the code that was sent to the old one",
            description =
                    "Needs no session. If the change was confirmed, the account gets its old address back, all its"
                            + " sessions end, and its password has to be reset. Possible for 7 days.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Cancellation.class)))
    @APIResponse(responseCode = "204", description = "The change is canceled.")
    public RestResponse<Void> cancel(@Context RoutingContext http) {
        CancellationCode code = JsonBody.of(http).only("code", CancellationCode::new);
        return Responses.noContent(
                useCases.cancelEmailChange().execute(new CancelEmailChange.Command(code, callers.of(http))));
    }
}
