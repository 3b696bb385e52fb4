package dev.portcullis.rememberizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.http.upstream.TokenCookie;
import dev.portcullis.http.upstream.UpstreamError;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.json.StrictJson;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationToken;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parses a response of the upstream twice: for the caller, who gets it unchanged, and for the domain. Data that is not in
 * the form that another Portcullis sends counts as missing.
 */
final class ParsedReply {
    /** Refusals that are about the caller's request. All others are about ours, and no answer to the caller. */
    private static final Set<Integer> PASSED_ON =
            Set.of(400, 401, 402, 403, 404, 409, 410, 412, 422, 423, 428, 429, 451);

    private final UpstreamResponse response;
    private final SetCookies cookies;
    private final JsonNode json;
    private final Instant now;

    private ParsedReply(ServiceResponse reply, Instant now) throws ServiceUnavailable {
        if (!reply.isSuccess() && !PASSED_ON.contains(reply.status())) {
            throw new ServiceUnavailable("status " + reply.status());
        }
        String text = "";
        if (reply.isSuccess() && reply.body().length > 0) {
            text = text(reply);
            this.json = StrictJson.parse(text).orElseThrow(ParsedReply::broken);
        } else {
            this.json = MissingNode.getInstance();
        }
        this.cookies = SetCookies.of(reply);
        List<String> ourCookies = cookies.forOurHost();
        Duration retryAfter = Times.retryAfter(reply, now);
        UpstreamError error = reply.isSuccess() ? null : UpstreamErrorTexts.in(reply);
        this.response = new UpstreamResponse(reply.status(), text, ourCookies, retryAfter, error);
        this.now = now;
    }

    /** @throws UpstreamFailure if the response cannot be forwarded */
    static ParsedReply of(ServiceResponse reply, Clock clock) {
        try {
            return new ParsedReply(reply, clock.instant());
        } catch (ServiceUnavailable unusable) {
            throw new UpstreamFailure(UpstreamFailure.Kind.INVALID, null, "invalid response", unusable);
        }
    }

    private static String text(ServiceResponse reply) throws ServiceUnavailable {
        if (!reply.isJson()) {
            throw new ServiceUnavailable("a body that is not JSON");
        }
        return StrictJson.decode(reply.body()).orElseThrow(ParsedReply::broken);
    }

    private static ServiceUnavailable broken() {
        return new ServiceUnavailable("JSON that is broken");
    }

    boolean isSuccess() {
        return status() < 300;
    }

    int status() {
        return response.status();
    }

    /** For the caller. */
    UpstreamResponse response() {
        return response;
    }

    /** The upstream's code of a refusal; empty if it sent none. */
    String code() {
        UpstreamError error = response.error();
        return error == null || error.code() == null ? "" : error.code();
    }

    /**
     * What this refusal means by its status alone.
     *
     * @param unauthenticated the reason of a 401
     */
    <T> Result<T> refused(Reason unauthenticated) {
        return switch (status()) {
            case 401 -> Result.refused(unauthenticated);
            case 429 -> rateLimited();
            default -> Result.refused(Reason.PROVIDER_REJECTED);
        };
    }

    /** The refusal of a 429. */
    <T> Result<T> rateLimited() {
        return Result.refused(Refusal.retryAfter(Reason.PROVIDER_RATE_LIMITED, response.retryAfter()));
    }

    /** Done; with the account, if it is complete. */
    Result<Account> account() {
        Account account = parsedAccount();
        return account == null ? Result.done() : Result.of(account).about(account.id());
    }

    /** Done; with account and token, if both are complete. */
    Result<SignUp.SignedUp> signedUp() {
        Account account = parsedAccount();
        JsonNode token = json.path("verification_token");
        if (account == null) {
            return Result.done();
        }
        Result<SignUp.SignedUp> result = token.isTextual()
                ? Result.of(new SignUp.SignedUp(account, new VerificationToken(token.textValue())))
                : Result.done();
        return result.about(account.id());
    }

    private @Nullable Account parsedAccount() {
        Boolean verified = emailVerified();
        AccountId id = accountId();
        if (id == null || verified == null) {
            return null;
        }
        try {
            EmailAddress email = new EmailAddress(json.path("email").asText());
            DisplayName name = new DisplayName(json.path("name").asText());
            return new Account(id, email, name, verified, Set.of(), 1, createdAt(), false);
        } catch (InvalidValue otherForm) {
            return null;
        }
    }

    private Instant createdAt() {
        try {
            return Instant.parse(json.path("created_at").asText());
        } catch (DateTimeException otherForm) {
            return now;
        }
    }

    /** The account's id, whether a number or a string; empty if there is none. */
    String id() {
        JsonNode id = json.path("id");
        return id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
    }

    /** The account's id, if it is a UUID. */
    @Nullable AccountId accountId() {
        try {
            return new AccountId(UUID.fromString(id()));
        } catch (IllegalArgumentException otherKind) {
            return null;
        }
    }

    Optional<EmailAddress> email() {
        try {
            JsonNode email = json.path("email");
            return email.isTextual() ? Optional.of(new EmailAddress(email.textValue())) : Optional.empty();
        } catch (InvalidValue otherForm) {
            return Optional.empty();
        }
    }

    /** Whether the address is reported as verified; null if the upstream does not report it. */
    @Nullable Boolean emailVerified() {
        JsonNode verified = json.path("email_verified");
        return verified.isBoolean() ? verified.booleanValue() : null;
    }

    @Nullable AccessToken accessToken() {
        return cookies.find(TokenCookie.ACCESS, now)
                .map(cookie -> new AccessToken(cookie.value(), cookie.lifetime()))
                .orElse(null);
    }

    /** Done; with the tokens, if both are in cookies. */
    Result<SessionTokens> tokens() {
        AccessToken access = accessToken();
        SetCookies.Cookie refresh = cookies.find(TokenCookie.REFRESH, now).orElse(null);
        return access == null || refresh == null
                ? Result.done()
                : Result.of(new SessionTokens(access, new RefreshToken(refresh.value()), refresh.lifetime()));
    }
}
