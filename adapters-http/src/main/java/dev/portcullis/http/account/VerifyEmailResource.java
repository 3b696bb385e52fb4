package dev.portcullis.http.account;

import dev.portcullis.account.VerifyEmail;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.session.AccessTokenExtractor;
import dev.portcullis.http.session.CookieFactory;
import io.vertx.core.http.HttpServerRequest;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse;

@Path(VerifyEmailResource.PATH)
@Singleton
@Tag(name = "account")
class VerifyEmailResource {
    static final String PATH = "/api/v1/auth/verify-email/";

    private final VerifyEmail verifyEmail;
    private final AccessTokenExtractor proof;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    VerifyEmailResource(
            VerifyEmail verifyEmail, AccessTokenExtractor proof, CookieFactory cookies, CallerContextFactory callers) {
        this.verifyEmail = verifyEmail;
        this.proof = proof;
        this.cookies = cookies;
        this.callers = callers;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "verifyEmail", summary = "Show that an address is yours by the code that was sent to it")
    @SecurityRequirementsSet({@SecurityRequirement(name = "verificationToken")})
    @SecurityRequirementsSet({@SecurityRequirement(name = "bearer")})
    @SecurityRequirementsSet
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerifyEmailBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The address is verified.",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            description = "A fresh `access_token` that tells so, where the caller came with a session.",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerifiedEmailBody.class)))
    @APIResponse(
            responseCode = "400",
            description = "`malformed_json`, `validation_failed`, `code_invalid` or `code_expired`.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "401", ref = "NotAuthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(
            responseCode = "409",
            description = "`email_already_verified`.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(
            responseCode = "429",
            description = "`too_many_tries`: too many wrong codes for this account or from this sign-up; or"
                    + " `rate_limited`: too many calls, or too many wrong codes from this network.",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds to wait.",
                            schema = @Schema(implementation = Integer.class, minimum = "1")),
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "502", ref = "UpstreamInvalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @APIResponse(responseCode = "504", ref = "UpstreamTimeout")
    @APIResponse(responseCode = "4XX", ref = "UpstreamRefused")
    public RestResponse<Object> verifyEmail(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        return Responses.relayed(
                http,
                verifyEmail.execute(VerifyEmailBody.read(JsonBody.of(http), proof.of(request), callers.of(http))),
                verified -> response(verified, request));
    }

    private RestResponse<Object> response(VerifyEmail.Verified verified, HttpServerRequest request) {
        ResponseBuilder<Object> response = ResponseBuilder.ok(VerifiedEmailBody.of(verified.account()));
        if (verified.freshToken() != null) {
            cookies.issue(verified.freshToken(), request)
                    .forEach(line -> response.header(HttpHeaders.SET_COOKIE, line));
        }
        return response.build();
    }
}
