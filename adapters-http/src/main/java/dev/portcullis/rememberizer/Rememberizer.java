package dev.portcullis.rememberizer;

import dev.portcullis.account.Account;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.upstream.TokenCookie;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.Login;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Rememberizer API as the provider of accounts, credentials and sessions. Thread-safe. */
public final class Rememberizer implements Accounts, Credentials, Sessions {
    private final Upstream upstream;

    /**
     * Creates the client.
     *
     * @param tls null to trust the certificate authorities of the JDK
     */
    public Rememberizer(
            RememberizerSettings settings, @Nullable TlsConfiguration tls, Clock clock, UpstreamExchange exchange) {
        upstream = new Upstream(settings, tls, clock, exchange);
    }

    /**
     * The accounts that may read the audit log.
     *
     * @param named by id or e-mail address
     */
    public AuditAccess auditors(Set<String> named) {
        return new RememberizerAuditAccess(upstream, named);
    }

    /** Whether calls are rejected, or only one of them tests the upstream, because too many failed. */
    public boolean isCircuitOpen() {
        return upstream.isCircuitOpen();
    }

    /** A call for which no request is in progress; without the token if it is empty. */
    static UpstreamRequest showing(BearerToken token, String body) {
        String authorization = token.reveal().isEmpty() ? null : "Bearer " + token.reveal();
        return new UpstreamRequest(null, authorization, null, null, body);
    }

    private static UpstreamRequest showing(@Nullable RefreshToken token, String body) {
        String cookies = token == null ? null : TokenCookie.REFRESH.nameWith("") + "=" + token.reveal();
        return new UpstreamRequest(cookies, null, null, null, body);
    }

    /** The body as the caller sent it, unknown members included. */
    private static byte[] bytes(UpstreamRequest request) {
        return request.body().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Decision<SignUp.SignedUp> signUp(SignUp.Registration registration) {
        JsonObject body = JsonObject.of(
                "email", registration.email().value(),
                "password", registration.password().reveal(),
                "name", registration.name().value());
        // A sign-up may also sign in; the upstream's documentation does not say.
        return upstream.open(
                new UpstreamRequest(null, null, null, null, body.encode()),
                (api, request) -> api.signUp(request, bytes(request)),
                Rememberizer::signedUp);
    }

    private static Result<SignUp.SignedUp> signedUp(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.signedUp();
        }
        if (reply.status() == 429) {
            return reply.rateLimited();
        }
        return switch (reply.code()) {
            case "email_taken" -> Result.refused(Reason.EMAIL_TAKEN);
            case "password_refused" -> Result.refused(PasswordPolicy.Violation.TOO_SHORT.toRefusal("password"));
            case "captcha_refused" -> Result.refused(Reason.CAPTCHA_REJECTED);
            default -> Result.refused(Reason.PROVIDER_REJECTED);
        };
    }

    @Override
    public Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code) {
        JsonObject body = JsonObject.of("verification_code", code.reveal());
        return upstream.decide(
                showing(token, body.encode()),
                (api, request) -> api.verifyEmail(request, bytes(request)),
                Rememberizer::verified);
    }

    private static Result<VerifyEmail.Verified> verified(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.account()
                    .map(account -> new VerifyEmail.Verified(account, reply.accessToken()))
                    .noting("email_verified");
        }
        return switch (reply.status()) {
            case 401 -> Result.refused(Reason.NOT_AUTHENTICATED);
            case 429 -> reply.rateLimited();
            default ->
                Result.refused(
                        switch (reply.code()) {
                            case "code_invalid" -> Reason.CODE_INVALID;
                            case "code_expired" -> Reason.CODE_EXPIRED;
                            case "email_already_verified" -> Reason.ALREADY_VERIFIED;
                            default -> Reason.PROVIDER_REJECTED;
                        });
        };
    }

    @Override
    public Result<Account> describe(BearerToken token) {
        return upstream.relay(showing(token, ""), RememberizerApi::account, Rememberizer::described);
    }

    private static Result<Account> described(ParsedReply reply) {
        return reply.isSuccess() ? reply.account() : reply.refused(Reason.NOT_AUTHENTICATED);
    }

    @Override
    public Decision<SessionTokens> exchange(Login login, Password password, @Nullable RefreshToken replaced) {
        JsonObject body = JsonObject.of("login", login.value(), "password", password.reveal());
        return upstream.open(
                showing(replaced, body.encode()),
                (api, request) -> api.signIn(request, bytes(request)),
                Rememberizer::signedIn);
    }

    private static Result<SessionTokens> signedIn(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.tokens();
        }
        return switch (reply.status()) {
            case 401 -> Result.refused(Reason.INVALID_CREDENTIALS);
            case 429 -> reply.rateLimited();
            default ->
                Result.refused(
                        reply.code().equals("captcha_refused") ? Reason.CAPTCHA_REJECTED : Reason.PROVIDER_REJECTED);
        };
    }

    /** Calls also without a refresh token: the upstream may identify its sessions by another cookie. */
    @Override
    public Decision<SessionTokens> refresh(@Nullable RefreshToken token) {
        return upstream.decide(showing(token, ""), RememberizerApi::refresh, Rememberizer::refreshed);
    }

    private static Result<SessionTokens> refreshed(ParsedReply reply) {
        return reply.isSuccess() ? reply.tokens().noting("untold") : reply.refused(Reason.SESSION_REJECTED);
    }

    /** Calls also without a refresh token, as {@link #refresh} does. */
    @Override
    public Decision<Void> end(@Nullable RefreshToken token) {
        return upstream.decide(
                showing(token, ""),
                RememberizerApi::signOut,
                reply -> reply.isSuccess()
                        ? Result.<Void>done().noting("signed_out")
                        : reply.refused(Reason.PROVIDER_REJECTED));
    }
}
