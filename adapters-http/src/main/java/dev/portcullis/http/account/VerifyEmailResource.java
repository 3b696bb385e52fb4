package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CODE_EXPIRED;
import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_ALREADY_VERIFIED;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;
import static dev.portcullis.http.problem.ProblemCode.TOO_MANY_TRIES;

import dev.portcullis.account.AccessToken;
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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/auth/verify-email/")
@Singleton
@Tag(name = "account")
class VerifyEmailResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    VerifyEmailResource(
            UseCases useCases, AccessTokenExtractor proof, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.cookies = cookies;
        this.callers = callers;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.VERIFY_EMAIL)
    @Problems({NOT_AUTHENTICATED, CODE_INVALID, CODE_EXPIRED, EMAIL_ALREADY_VERIFIED, TOO_MANY_TRIES, RATE_LIMITED})
    @Operation(
            operationId = "verifyEmail",
            summary = "Verify an e-mail address with the code that was sent to it",
            description = "Wrong codes are limited per account, per sign-up and per network.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerifyEmailBody.class)))
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
    public RestResponse<Object> verifyEmail(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        return Responses.relayed(
                http,
                useCases.verifyEmail()
                        .execute(VerifyEmailBody.read(JsonBody.of(http), proof.of(request), callers.of(http))),
                verified -> response(verified, request));
    }

    private RestResponse<Object> response(VerifyEmail.Verified verified, HttpServerRequest request) {
        AccessToken fresh = verified.freshToken();
        return Responses.ok(
                VerifiedEmailBody.of(verified.account()), fresh == null ? List.of() : cookies.issue(fresh, request));
    }
}
