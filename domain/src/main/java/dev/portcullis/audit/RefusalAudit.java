package dev.portcullis.audit;

import dev.portcullis.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How the audit log names a reason for a refusal. The only place that maps reasons to audit codes.
 *
 * @param type the type of the event; null for the failure type of its action
 * @param code a stable lower-case code; empty where the type says it all
 * @param isFault whether nothing was decided, because Portcullis or a service that it uses failed
 */
record RefusalAudit(@Nullable String type, String code, boolean isFault) {
    private static final String INVALID = "input_validation_fail";

    private static RefusalAudit named(String code) {
        return new RefusalAudit(null, code, false);
    }

    private static RefusalAudit typed(String type, String code) {
        return new RefusalAudit(type, code, false);
    }

    private static RefusalAudit limited(String code) {
        return typed("excess_rate_limit_exceeded", code);
    }

    private static RefusalAudit fault(String code) {
        return new RefusalAudit(null, code, true);
    }

    static RefusalAudit of(Refusal.Reason reason) {
        return switch (reason) {
            case MALFORMED -> typed(INVALID, "malformed");
            case CROSS_SITE -> typed("malicious_csrf", "cross_site");
            case TOO_MANY_ATTEMPTS -> limited("too_many_attempts");
            case CAPTCHA_MISSING -> named("captcha_missing");
            case CAPTCHA_WRONG -> named("captcha_wrong");
            case CAPTCHA_EXPIRED -> named("captcha_expired");
            case CAPTCHA_MISMATCHED -> named("captcha_mismatched");
            case CAPTCHA_DOUBTFUL -> named("captcha_doubtful");
            case CAPTCHA_UNAVAILABLE -> fault("captcha_unavailable");
            case CAPTCHA_MISCONFIGURED -> fault("captcha_misconfigured");
            case NOT_AUTHENTICATED -> named("not_authenticated");
            case NOT_ALLOWED -> named("not_allowed");
            case EMAIL_TAKEN -> named("email_taken");
            case PASSWORD_REFUSED -> named("password_refused");
            case PASSWORD_UNCHECKED -> fault("password_check_unavailable");
            case CURRENT_PASSWORD_WRONG, WRONG_PASSWORD -> named("wrong_password");
            case CODE_INVALID -> named("code_invalid");
            case CODE_EXPIRED -> named("code_expired");
            case ALREADY_VERIFIED -> named("already_verified");
            case TOO_MANY_TRIES -> named("too_many_tries");
            case UNKNOWN_ACCOUNT -> typed(INVALID, "unknown_account");
            case UNCHANGED -> typed(INVALID, "unchanged");
            case UNKNOWN_LOGIN -> named("unknown_login");
            case ACCOUNT_DISABLED -> named("account_disabled");
            case EMAIL_NOT_VERIFIED -> named("email_not_verified");
            case LOGIN_DELAYED -> typed("authn_login_fail_max", "");
            case LOGIN_LOCKED -> typed("authn_login_lock", "");
            case TOKEN_MISSING -> named("missing");
            case TOKEN_NOT_GENUINE -> named("not_genuine");
            case SESSION_UNKNOWN -> named("unknown");
            case SESSION_ENDED -> named("ended");
            case SESSION_EXPIRED -> named("expired");
            case COUNTER_LOST -> named("counter_lost");
            case TOKEN_REUSED -> typed("authn_token_reuse", "session_ended");
            case UNKNOWN_SESSION -> typed(INVALID, "unknown_session");
            case NEXT_KEY_EXISTS -> typed(INVALID, "next_exists");
            case KEY_ALREADY_KEPT -> typed(INVALID, "already_kept");
            case KEY_ALREADY_REVOKED -> typed(INVALID, "already_gone");
            case UNKNOWN_KEY -> typed(INVALID, "unknown_key");
            case INVALID_CREDENTIALS -> named("invalid_credentials");
            case CAPTCHA_REJECTED -> named("captcha_refused");
            case SESSION_REJECTED -> named("untold");
            case PROVIDER_RATE_LIMITED -> limited("too_many_upstream");
            case PROVIDER_REJECTED -> named("rejected_upstream");
        };
    }
}
