package dev.portcullis.kernel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not granted. The reason is as exact as the audit log needs it; adapters tell the caller less, for
 * example the same for an unknown login and a wrong password. Immutable.
 *
 * @param retryAfter the time after which a retry makes sense; null if unknown or if a retry does not help
 * @param details what exactly is wrong, such as an invalid field; usually empty
 */
public record Refusal(Reason reason, @Nullable Duration retryAfter, List<Detail> details) {
    /**
     * The closed list of reasons. A {@code switch} over it without {@code default} does not compile until it handles a
     * new reason: there is one for problem codes and one for audit events.
     */
    public enum Reason {
        // ---- at the door
        /** The request has the wrong type, size, syntax or fields. */
        MALFORMED,
        /** A page of another site made a browser send the request. */
        CROSS_SITE,
        /** Too many calls. */
        TOO_MANY_ATTEMPTS,
        /** The service has no room for the request now. */
        OVERLOADED,
        CAPTCHA_MISSING,
        /** The captcha service did not issue this answer. */
        CAPTCHA_WRONG,
        CAPTCHA_EXPIRED,
        /** The captcha answer was issued for another host name or another action. */
        CAPTCHA_MISMATCHED,
        /** The score of the captcha answer is too low. */
        CAPTCHA_DOUBTFUL,
        /** The captcha service is unavailable, and the policy is to fail closed. */
        CAPTCHA_UNAVAILABLE,
        /** The captcha service rejects our requests: the operator must check the settings. */
        CAPTCHA_MISCONFIGURED,

        // ---- permissions
        /** The token is missing or invalid, or its session has ended. */
        NOT_AUTHENTICATED,
        /** The caller is authenticated and lacks the permission. */
        NOT_ALLOWED,

        // ---- accounts
        EMAIL_TAKEN,
        /** The policy rejects the new password. */
        PASSWORD_REFUSED,
        /** The breach check failed, and the policy is to fail closed. */
        PASSWORD_UNCHECKED,
        /** The current password, which a change requires, is incorrect. */
        CURRENT_PASSWORD_WRONG,
        /** The account is the last one that can administer others. */
        LAST_ADMINISTRATOR,
        CODE_INVALID,
        CODE_EXPIRED,
        ALREADY_VERIFIED,
        /** Too many wrong codes for this account or from this sign-up. */
        TOO_MANY_TRIES,
        UNKNOWN_ACCOUNT,
        /** The account or key already is in the requested state. */
        UNCHANGED,
        /** The account is in the maximum number of groups. */
        TOO_MANY_GROUPS,

        // ---- sign-in
        UNKNOWN_LOGIN,
        WRONG_PASSWORD,
        /** The password was right; the account is disabled. */
        ACCOUNT_DISABLED,
        /** The password was right; the address is not verified, and sign-ups conceal which addresses have an account. */
        EMAIL_NOT_VERIFIED,
        /** The login is delayed after wrong passwords; none was compared. */
        LOGIN_DELAYED,
        /** The login reached the maximum number of wrong passwords; none is compared until the count is reset. */
        LOGIN_LOCKED,

        // ---- sessions
        TOKEN_MISSING,
        /** This service did not issue the token. */
        TOKEN_NOT_GENUINE,
        SESSION_UNKNOWN,
        SESSION_ENDED,
        SESSION_EXPIRED,
        /** The token is ahead of the counter: the store has lost rotations. */
        COUNTER_LOST,
        /** The refresh token was used before, which means theft; its session was ended. */
        TOKEN_REUSED,
        /** The caller has no active session with this id. */
        UNKNOWN_SESSION,

        // ---- signing keys
        NEXT_KEY_EXISTS,
        KEY_ALREADY_KEPT,
        KEY_ALREADY_REVOKED,
        UNKNOWN_KEY,

        // ---- decided by a provider that does not report a more exact reason
        INVALID_CREDENTIALS,
        CAPTCHA_REJECTED,
        SESSION_REJECTED,
        PROVIDER_RATE_LIMITED,
        PROVIDER_REJECTED
    }

    /**
     * One detail: an invalid field with a stable lower-case code, as of {@link InvalidValue.Reason}, or the id of what is
     * in the way.
     */
    public record Detail(String name, String code) {}

    public Refusal {
        details = List.copyOf(details);
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, null, List.of());
    }

    public static Refusal of(Reason reason, Detail detail) {
        return new Refusal(reason, null, List.of(detail));
    }

    public static Refusal retryAfter(Reason reason, @Nullable Duration delay) {
        return new Refusal(reason, delay, List.of());
    }
}
