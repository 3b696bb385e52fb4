package dev.portcullis.http.emailchange;

import static dev.portcullis.http.problem.ProblemCode.CODE_EXPIRED;
import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;
import static dev.portcullis.http.problem.ProblemCode.TOO_MANY_TRIES;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.emailchange.ConfirmEmailChange;
import dev.portcullis.http.account.VerifiedEmailBody;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.cookie.ExpiresIn;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.kernel.Result;
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

@Path("/api/v1/account/email/confirm/")
@Singleton
@Tag(name = "account")
@LocalOnly
class ConfirmEmailChangeResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    ConfirmEmailChangeResource(
            UseCases useCases, AccessTokenExtractor proof, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.cookies = cookies;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "ConfirmEmailChange")
    record Body(
            @Schema(
                    required = true,
                    pattern = "^[0-9]{6}$",
                    examples = "123456",
                    description = "The code from the mail.")
            String code) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.CONFIRM_EMAIL_CHANGE)
    @Problems({NOT_AUTHENTICATED, CODE_INVALID, CODE_EXPIRED, TOO_MANY_TRIES, EMAIL_TAKEN, RATE_LIMITED})
    @Operation(
            operationId = "confirmEmailChange",
            summary = "Change the e-mail address, with the code that was sent to the new one",
            description = "Only the session that asked for the change can confirm it.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
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
        return Responses.ok(
                VerifiedEmailBody.of(confirmed.value().account()),
                cookies.issue(confirmed.value().freshToken(), http.request()));
    }
}
