package dev.portcullis.audit;

import dev.portcullis.kernel.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the audit log names a reason for a refusal. The only place that maps reasons to audit codes.
 *
 * @param type the type of the event; null for the failure type of its action
 * @param code a stable lower-case code; empty where the type says it all
 * @param isFault whether nothing was decided, because Portcullis or a service that it uses failed
 */
record RefusalAudit(@Nullable String type, String code, boolean isFault) {
    private static final String LIMITED = "excess_rate_limit_exceeded";
    private static final String INVALID = "input_validation_fail";

    private static RefusalAudit of(@Nullable String type, String code) {
        return new RefusalAudit(type, code, false);
    }

    static RefusalAudit of(Refusal.Reason reason) {
        String name = reason.name().toLowerCase(Locale.ROOT);
        return switch (reason) {
            case CAPTCHA_MISSING,
                    CAPTCHA_WRONG,
                    CAPTCHA_EXPIRED,
                    CAPTCHA_MISMATCHED,
                    CAPTCHA_DOUBTFUL,
                    NOT_AUTHENTICATED,
                    NOT_ALLOWED,
                    EMAIL_TAKEN,
                    PASSWORD_REFUSED,
                    WRONG_PASSWORD,
                    LAST_ADMINISTRATOR,
                    CODE_INVALID,
                    CODE_EXPIRED,
                    ALREADY_VERIFIED,
                    TOO_MANY_TRIES,
                    UNKNOWN_LOGIN,
                    ACCOUNT_DISABLED,
                    EMAIL_NOT_VERIFIED,
                    COUNTER_LOST,
                    INVALID_CREDENTIALS -> of(null, name);
            case MALFORMED, UNKNOWN_ACCOUNT, UNCHANGED, TOO_MANY_GROUPS, UNKNOWN_SESSION, UNKNOWN_KEY ->
                of(INVALID, name);
            case CAPTCHA_UNAVAILABLE, CAPTCHA_MISCONFIGURED -> new RefusalAudit(null, name, true);
            case PASSWORD_UNCHECKED -> new RefusalAudit(null, "password_check_unavailable", true);
            case TOO_MANY_ATTEMPTS, OVERLOADED -> of(LIMITED, name);
            case PROVIDER_RATE_LIMITED -> of(LIMITED, "too_many_upstream");
            case CROSS_SITE -> of("malicious_csrf", name);
            case LOGIN_DELAYED -> of("authn_login_fail_max", "");
            case LOGIN_LOCKED -> of("authn_login_lock", "");
            case TOKEN_REUSED -> of("authn_token_reuse", "session_ended");
            case NEXT_KEY_EXISTS -> of(INVALID, "next_exists");
            case KEY_ALREADY_KEPT -> of(INVALID, "already_kept");
            case KEY_ALREADY_REVOKED -> of(INVALID, "already_gone");
            case CURRENT_PASSWORD_WRONG -> of(null, "wrong_password");
            case TOKEN_MISSING -> of(null, "missing");
            case TOKEN_NOT_GENUINE -> of(null, "not_genuine");
            case SESSION_UNKNOWN -> of(null, "unknown");
            case SESSION_ENDED -> of(null, "ended");
            case SESSION_EXPIRED -> of(null, "expired");
            case CAPTCHA_REJECTED -> of(null, "captcha_refused");
            case SESSION_REJECTED -> of(null, "untold");
            case PROVIDER_REJECTED -> of(null, "rejected_upstream");
        };
    }
}
