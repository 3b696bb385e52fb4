package dev.portcullis.http.session;

import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.CAPTCHA_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.INVALID_CREDENTIALS;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.cookie.ExpiresIn;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/auth/signin/")
@Singleton
@Tag(name = "session")
class SignInResource {
    private final UseCases useCases;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    SignInResource(UseCases useCases, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.cookies = cookies;
        this.callers = callers;
    }

    /** The components are for the OpenAPI document; values are read one by one. */
    @Schema(name = "SignIn")
    record Body(
            @Schema(
                    required = true,
                    minLength = 1,
                    maxLength = Login.MAXIMUM_LENGTH,
                    examples = "user@example.com",
                    description = "The e-mail address of the account.")
            String login,

            @Schema(
                    required = true,
                    format = "password",
                    minLength = 1,
                    maxLength = Password.MAXIMUM_LENGTH,
                    examples = "secure_password")
            String password,

            @Schema(
                    nullable = true,
                    maxLength = CaptchaAnswer.MAXIMUM_LENGTH,
                    examples = "recaptcha_response",
                    description = "The response of the captcha widget; required if the operator has enabled captchas.")
            @Nullable String captcha) {

        static SignIn.Command read(
                JsonBody body, CaptchaCheck captchas, Optional<RefreshToken> replaced, CallerContext caller) {
            JsonBody.Field<Login> login = body.required("login", Login::new);
            JsonBody.Field<Password> password = body.required("password", Password::new);
            JsonBody.Field<CaptchaAnswer> captcha = body.optional("captcha", CaptchaAnswer::new);
            body.foresee(captcha, answer -> captchas.certainRefusal(answer).map(CaptchaRefusal::fieldCode));
            body.requireValid();
            return new SignIn.Command(login.value(), password.value(), captcha.value(), replaced.orElse(null), caller);
        }
    }

    @POST
    @Audited(AuditAction.SIGN_IN)
    @RateLimited(RateLimiter.Action.SIGN_IN)
    @Problems({INVALID_CREDENTIALS, CAPTCHA_REFUSED, CAPTCHA_UNAVAILABLE})
    @Operation(
            operationId = "signIn",
            summary = "Exchange a login and a password for a session",
            description = "An unknown login and a wrong password get the same response.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "204",
            description = "Signed in. The caller's previous session, if any, has ended.",
            headers = {
                @Header(
                        name = HttpHeaders.SET_COOKIE,
                        required = true,
                        description = "Two lines: `access_token` and `refresh_token`.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = ExpiresIn.HEADER,
                        description = ExpiresIn.MEANING,
                        schema = @Schema(implementation = Integer.class))
            })
    public RestResponse<Object> signIn(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        return Responses.relayed(
                http,
                useCases.signIn()
                        .execute(Body.read(
                                JsonBody.of(http),
                                useCases.captchaCheck(),
                                cookies.refreshToken(request),
                                callers.of(http))),
                tokens -> Responses.noContent(cookies.issue(tokens, request)));
    }
}
