package dev.portcullis.http.session;

import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.session.SignIn;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

@Path("/api/v1/auth/signin/")
@Singleton
@Tag(name = "session")
class SignInResource {
    private final SignIn signIn;
    private final CaptchaCheck captchas;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    SignInResource(SignIn signIn, CaptchaCheck captchas, CookieFactory cookies, CallerContextFactory callers) {
        this.signIn = signIn;
        this.captchas = captchas;
        this.cookies = cookies;
        this.callers = callers;
    }

    @POST
    @Operation(operationId = "signIn", summary = "Exchange a login and a password for a session")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignInBody.class)))
    @APIResponse(
            responseCode = "204",
            description = "Signed in. A session that the caller had before has ended.",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            required = true,
                            description = "Two lines: `access_token` and `refresh_token`.",
                            schema = @Schema(implementation = String.class)))
    @APIResponse(
            responseCode = "400",
            description = "`malformed_json`, `validation_failed` or `captcha_refused`.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(
            responseCode = "401",
            description = "`invalid_credentials`: unknown login or wrong password; which of them is not told.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "502", ref = "UpstreamInvalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @APIResponse(responseCode = "504", ref = "UpstreamTimeout")
    @APIResponse(responseCode = "4XX", ref = "UpstreamRefused")
    public RestResponse<Object> signIn(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        return Responses.relayed(
                http,
                signIn.execute(SignInBody.read(
                        JsonBody.of(http), captchas, cookies.refreshToken(request), callers.of(http))),
                tokens -> Answers.withCookies(cookies.issue(tokens, request)));
    }
}
