package dev.portcullis.http.problem;

import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The problem of each refusal. The only place that maps reasons to problem codes. */
public final class OutcomeProblems {
    /** As long as an unavailable service is not called again. */
    static final Duration CHECK_PAUSE = Duration.ofSeconds(10);

    private OutcomeProblems() {}

    /**
     * The problem of a refusal.
     *
     * @param response what the upstream responded; null if it did not decide
     */
    public static Problem of(Refusal refusal, @Nullable UpstreamResponse response) {
        Problem problem = Problem.of(codeOf(refusal.reason()))
                .with(refusal.details().stream()
                        .map(detail -> new Problem.FieldError(detail.name(), detail.code()))
                        .toList());
        if (response != null) {
            return problem.with(response);
        }
        Duration retryAfter = isUnavailable(refusal.reason()) ? CHECK_PAUSE : refusal.retryAfter();
        return retryAfter == null ? problem : problem.retryAfter(retryAfter);
    }

    private static boolean isUnavailable(Reason reason) {
        return reason == Reason.CAPTCHA_UNAVAILABLE
                || reason == Reason.CAPTCHA_MISCONFIGURED
                || reason == Reason.PASSWORD_UNCHECKED;
    }

    /** Whether the caller's session cannot be continued, so its cookies are useless. */
    public static boolean isSessionInvalid(Refusal refusal) {
        return codeOf(refusal.reason()) == ProblemCode.SESSION_INVALID;
    }

    static ProblemCode codeOf(Reason reason) {
        return switch (reason) {
            case MALFORMED -> ProblemCode.BAD_REQUEST;
            case CROSS_SITE -> ProblemCode.CROSS_SITE_REQUEST;
            case TOO_MANY_ATTEMPTS, LOGIN_DELAYED, LOGIN_LOCKED, PROVIDER_RATE_LIMITED -> ProblemCode.RATE_LIMITED;
            case OVERLOADED -> ProblemCode.OVERLOADED;
            case CAPTCHA_MISSING,
                    CAPTCHA_WRONG,
                    CAPTCHA_EXPIRED,
                    CAPTCHA_MISMATCHED,
                    CAPTCHA_DOUBTFUL,
                    CAPTCHA_REJECTED -> ProblemCode.CAPTCHA_REFUSED;
            case CAPTCHA_UNAVAILABLE, CAPTCHA_MISCONFIGURED -> ProblemCode.CAPTCHA_UNAVAILABLE;
            case NOT_AUTHENTICATED -> ProblemCode.NOT_AUTHENTICATED;
            case NOT_ALLOWED -> ProblemCode.FORBIDDEN;
            case EMAIL_TAKEN -> ProblemCode.EMAIL_TAKEN;
            case PASSWORD_REFUSED -> ProblemCode.PASSWORD_REFUSED;
            case PASSWORD_UNCHECKED -> ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
            case CURRENT_PASSWORD_WRONG -> ProblemCode.WRONG_PASSWORD;
            case LAST_ADMINISTRATOR -> ProblemCode.LAST_ADMINISTRATOR;
            case CODE_INVALID -> ProblemCode.CODE_INVALID;
            case CODE_EXPIRED -> ProblemCode.CODE_EXPIRED;
            case ALREADY_VERIFIED -> ProblemCode.EMAIL_ALREADY_VERIFIED;
            case TOO_MANY_TRIES -> ProblemCode.TOO_MANY_TRIES;
            case UNKNOWN_ACCOUNT, UNKNOWN_SESSION -> ProblemCode.NOT_FOUND;
            case UNKNOWN_LOGIN, WRONG_PASSWORD, ACCOUNT_DISABLED, EMAIL_NOT_VERIFIED, INVALID_CREDENTIALS ->
                ProblemCode.INVALID_CREDENTIALS;
            case TOKEN_MISSING,
                    TOKEN_NOT_GENUINE,
                    TOKEN_REUSED,
                    SESSION_UNKNOWN,
                    SESSION_ENDED,
                    SESSION_EXPIRED,
                    SESSION_REJECTED,
                    COUNTER_LOST -> ProblemCode.SESSION_INVALID;
            case PROVIDER_REJECTED -> ProblemCode.UPSTREAM_REFUSED;
            case UNCHANGED, TOO_MANY_GROUPS, NEXT_KEY_EXISTS, KEY_ALREADY_KEPT, KEY_ALREADY_REVOKED, UNKNOWN_KEY ->
                throw new IllegalArgumentException("not a refusal of a request: " + reason);
        };
    }
}
