package dev.portcullis.rememberizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.http.upstream.UpstreamError;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationToken;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer twice: for the caller, who gets it as it is, and for us, who would like to know whom it is about. What
 * does not say so in a form that we know is simply not known.
 */
final class ParsedReply {
    /** Refusals that are about the caller's request. All others are about ours, and no answer to the caller. */
    private static final Set<Integer> PASSED_ON =
            Set.of(400, 401, 402, 403, 404, 409, 410, 412, 422, 423, 428, 429, 451);

    private final ServiceResponse reply;
    private final UpstreamResponse response;
    private final SetCookies cookies;
    private final @Nullable ObjectNode json;
    private final Instant now;

    private ParsedReply(
            ServiceResponse reply,
            UpstreamResponse response,
            SetCookies cookies,
            @Nullable ObjectNode json,
            Instant now) {
        this.reply = reply;
        this.response = response;
        this.cookies = cookies;
        this.json = json;
        this.now = now;
    }

    /** @throws UpstreamFailure the answer cannot be passed on */
    static ParsedReply of(ServiceResponse reply, Clock clock) {
        try {
            Instant now = clock.instant();
            SetCookies cookies = SetCookies.of(reply);
            if (reply.isSuccess()) {
                String json = json(reply);
                return new ParsedReply(
                        reply,
                        new UpstreamResponse(reply.status(), json, cookies.forOurHost(), retryAfter(reply, now), null),
                        cookies,
                        Json.object(json).orElse(null),
                        now);
            }
            if (!PASSED_ON.contains(reply.status())) {
                throw new UnusableReply("status " + reply.status());
            }
            UpstreamResponse refusal = new UpstreamResponse(
                    reply.status(), "", cookies.forOurHost(), retryAfter(reply, now), UpstreamErrorTexts.in(reply));
            return new ParsedReply(reply, refusal, cookies, null, now);
        } catch (UnusableReply unusable) {
            throw new UpstreamFailure(UpstreamFailure.Kind.INVALID, null, "invalid response", unusable);
        }
    }

    private static String json(ServiceResponse reply) throws UnusableReply {
        if (reply.body().length == 0) {
            return "";
        }
        if (!reply.isJson()) {
            throw new UnusableReply("a body that is not JSON");
        }
        return Json.text(reply).orElseThrow(() -> new UnusableReply("JSON that is broken"));
    }

    private static @Nullable Duration retryAfter(ServiceResponse reply, Instant now) {
        String told = reply.only("retry-after");
        return told == null ? null : Times.delay(told, now).orElse(null);
    }

    boolean isSuccess() {
        return reply.isSuccess();
    }

    int status() {
        return reply.status();
    }

    /** For the caller. */
    UpstreamResponse response() {
        return response;
    }

    /** The upstream's name for a refusal. Where it is one of ours the upstream speaks our language. */
    String code() {
        UpstreamError error = response.error();
        return error == null || error.code() == null ? "" : error.code();
    }

    /** The refusal of a 429. */
    <T> Result<T> rateLimited() {
        return Result.refused(Refusal.retryAfter(Refusal.Reason.PROVIDER_RATE_LIMITED, response.retryAfter()));
    }

    /** Done; with the account, if all of it is in our form, as another Portcullis sends it. */
    Result<Account> account() {
        Account account = parsedAccount();
        return account == null ? Result.done() : Result.of(account).about(account.id());
    }

    /** Done; with account and token, if all of it is in our form. */
    Result<SignUp.SignedUp> signedUp() {
        Account account = parsedAccount();
        VerificationToken token = verificationToken();
        Result<SignUp.SignedUp> result =
                account == null || token == null ? Result.done() : Result.of(new SignUp.SignedUp(account, token));
        return account == null ? result : result.about(account.id());
    }

    private @Nullable Account parsedAccount() {
        if (json == null) {
            return null;
        }
        try {
            JsonNode verified = json.path("email_verified");
            return verified.isBoolean()
                    ? new Account(
                            new AccountId(UUID.fromString(json.path("id").asText())),
                            new EmailAddress(json.path("email").asText()),
                            new DisplayName(json.path("name").asText()),
                            verified.booleanValue(),
                            Set.of(),
                            1,
                            time(json.path("created_at").asText()).orElse(now))
                    : null;
        } catch (IllegalArgumentException otherForm) {
            return null;
        }
    }

    /** As it stands in the JSON, be it a number or a text; empty where it is not told. */
    String id() {
        JsonNode id = json == null ? null : json.path("id");
        return id != null && (id.isTextual() || id.isIntegralNumber()) ? id.asText() : "";
    }

    /** Null unless the id is one of our kind. */
    @Nullable AccountId accountId() {
        try {
            return new AccountId(UUID.fromString(id()));
        } catch (IllegalArgumentException otherKind) {
            return null;
        }
    }

    Optional<EmailAddress> email() {
        JsonNode email = json == null ? null : json.path("email");
        try {
            return email == null || !email.isTextual()
                    ? Optional.empty()
                    : Optional.of(new EmailAddress(email.textValue()));
        } catch (InvalidValue otherForm) {
            return Optional.empty();
        }
    }

    /** Whether it is said that the address is not shown to be its holder's. */
    boolean isUnproved() {
        return json != null
                && json.path("email_verified").isBoolean()
                && !json.path("email_verified").booleanValue();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private @Nullable VerificationToken verificationToken() {
        JsonNode token = json == null ? null : json.path("verification_token");
        return token != null && token.isTextual() ? new VerificationToken(token.textValue()) : null;
    }

    @Nullable AccessToken accessToken() {
        return cookies.find("access_token", now)
                .map(cookie -> new AccessToken(cookie.value(), cookie.lifetime()))
                .orElse(null);
    }

    /** Done; with the tokens, if both are in cookies that we know. */
    Result<SessionTokens> tokens() {
        AccessToken access = accessToken();
        return access == null
                ? Result.done()
                : cookies.find("refresh_token", now)
                        .map(cookie -> new SessionTokens(access, new RefreshToken(cookie.value()), cookie.lifetime()))
                        .map(Result::of)
                        .orElseGet(Result::done);
    }
}
