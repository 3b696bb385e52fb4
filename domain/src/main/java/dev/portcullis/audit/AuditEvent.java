package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in the past tense. Types are those of the OWASP Logging Vocabulary; the reason is one of a
 * stable list that each event documents, never free text.
 */
public sealed interface AuditEvent {
    /** What was attempted. */
    Action action();

    /** A word of the OWASP Logging Vocabulary; {@code authn_attempt}, which is not there, is ours. */
    String type();

    /** Whether what was asked for was done. */
    Outcome outcome();

    /** Why, as a stable lower-case code; empty where the type says it all. */
    default String reason() {
        return "";
    }

    /** Whose account, where it is known. */
    default @Nullable AccountId account() {
        return null;
    }

    /** Which session, where there is one. */
    default @Nullable SessionId session() {
        return null;
    }

    /** The login, where the attempt named one. */
    default @Nullable AttemptedLogin login() {
        return null;
    }

    /** How many requests the event tells of, at least 1; null for an event of exactly one request. */
    default @Nullable Long count() {
        return null;
    }

    /** What callers attempt. */
    enum Action {
        SIGN_UP("input_validation_fail"),
        VERIFY_EMAIL("input_validation_fail"),
        SIGN_IN("authn_login_fail"),
        REFRESH("authn_login_fail"),
        SIGN_OUT("authn_token_revoked"),
        READ_AUDIT("authz_fail"),
        CHANGE_GROUPS("authz_fail"),
        CHANGE_PASSWORD("authn_password_change_fail"),
        READ_SESSIONS("authz_fail"),
        END_SESSIONS("authz_fail"),
        CHANGE_STANDING("authz_fail"),
        CHANGE_KEYS("authz_fail");

        private final String failureType;

        Action(String failureType) {
            this.failureType = failureType;
        }
    }

    enum Outcome {
        SUCCESS,
        REFUSED,
        /** Nothing was decided: something of ours or upstream broke. */
        FAILED,
        /** Not known: announced, and not completed by a later event. */
        UNKNOWN
    }

    /** What was asked for was done. */
    sealed interface Success extends AuditEvent {
        @Override
        default Outcome outcome() {
            return Outcome.SUCCESS;
        }
    }

    /** What was asked for was not granted. */
    sealed interface Refusal extends AuditEvent {
        @Override
        default Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /** An attempt is about to be made, and its outcome is decided elsewhere. */
    record Attempted(Action action, @Nullable AttemptedLogin login) implements AuditEvent {
        @Override
        public String type() {
            return "authn_attempt";
        }

        @Override
        public Outcome outcome() {
            return Outcome.UNKNOWN;
        }
    }

    /**
     * An attempt came to nothing: {@code upstream_unavailable}, {@code upstream_timeout}, {@code upstream_invalid},
     * {@code fault} (a bug; the service's log has it under the request id), {@code password_check_unavailable},
     * {@code captcha_unavailable}, {@code captcha_misconfigured}.
     */
    record AttemptFailed(Action action, @Nullable AttemptedLogin login, String reason) implements AuditEvent {
        @Override
        public String type() {
            return action.failureType;
        }

        @Override
        public Outcome outcome() {
            return Outcome.FAILED;
        }
    }

    /**
     * What happened to a caller who got on without a captcha, since the captcha service was away and the operator wants
     * it so: if it went well, the reason is {@code captcha_unavailable}.
     */
    record WithoutCaptcha(AuditEvent event) implements AuditEvent {
        @Override
        public Action action() {
            return event.action();
        }

        @Override
        public String type() {
            return event.type();
        }

        @Override
        public Outcome outcome() {
            return event.outcome();
        }

        @Override
        public String reason() {
            return outcome() == Outcome.SUCCESS ? "captcha_unavailable" : event.reason();
        }

        @Override
        public @Nullable AccountId account() {
            return event.account();
        }

        @Override
        public @Nullable SessionId session() {
            return event.session();
        }

        @Override
        public @Nullable AttemptedLogin login() {
            return event.login();
        }
    }

    /**
     * Several requests of one network, alike in action, type and reason. It names no account, session or login, because
     * the requests may have named different ones.
     *
     * @param event the event of any of them
     * @param number how many there were, at least 1
     */
    record Counted(AuditEvent event, long number) implements AuditEvent {
        public Counted {
            if (number < 1) {
                throw new IllegalArgumentException("a counted event tells of at least one request");
            }
        }

        @Override
        public Action action() {
            return event.action();
        }

        @Override
        public String type() {
            return event.type();
        }

        @Override
        public Outcome outcome() {
            return event.outcome();
        }

        @Override
        public String reason() {
            return event.reason();
        }

        @Override
        public Long count() {
            return number;
        }
    }

    /** The upstream refused for a reason of its own, which its answer told the caller. */
    record RejectedUpstream(Action action, @Nullable AttemptedLogin login) implements Refusal {
        @Override
        public String type() {
            return action.failureType;
        }

        @Override
        public String reason() {
            return "rejected_upstream";
        }
    }

    /** A request did not have the form that is asked for. */
    record RequestMalformed(Action action) implements Refusal {
        @Override
        public String type() {
            return "input_validation_fail";
        }

        @Override
        public String reason() {
            return "malformed";
        }
    }

    /** A page of another site made a browser send a request. */
    record CrossSiteRequest(Action action) implements Refusal {
        @Override
        public String type() {
            return "malicious_csrf";
        }

        @Override
        public String reason() {
            return "cross_site";
        }
    }

    /** An account was made, or an unverified one was taken over by a new sign-up ({@code replaced}). */
    record UserCreated(@Nullable AccountId account, AttemptedLogin login, boolean replaced) implements Success {
        @Override
        public Action action() {
            return Action.SIGN_UP;
        }

        @Override
        public String type() {
            return replaced ? "user_updated" : "user_created";
        }

        @Override
        public String reason() {
            return replaced ? "registration_replaced" : "";
        }
    }

    /**
     * A sign-up was refused: {@code email_taken}, {@code password_refused}, and for the captcha as for a sign-in.
     */
    record SignUpRefused(AttemptedLogin login, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.SIGN_UP;
        }

        @Override
        public String type() {
            return "input_validation_fail";
        }
    }

    /** The address of an account was shown to be its holder's. */
    record EmailVerified(
            @Nullable AccountId account, @Nullable SessionId session) implements Success {
        @Override
        public Action action() {
            return Action.VERIFY_EMAIL;
        }

        @Override
        public String type() {
            return "user_updated";
        }

        @Override
        public String reason() {
            return "email_verified";
        }
    }

    /**
     * A verification was refused: {@code not_authenticated}, {@code code_invalid}, {@code code_expired},
     * {@code too_many_tries}, {@code already_verified}.
     */
    record VerificationRefused(@Nullable AccountId account, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.VERIFY_EMAIL;
        }

        @Override
        public String type() {
            return "input_validation_fail";
        }
    }

    /** Someone signed in and a session was opened. */
    record LoginSucceeded(
            @Nullable AccountId account, @Nullable SessionId session, AttemptedLogin login) implements Success {
        @Override
        public Action action() {
            return Action.SIGN_IN;
        }

        @Override
        public String type() {
            return "authn_login_success";
        }
    }

    /**
     * A sign-in was refused: {@code unknown_login}, {@code wrong_password}, {@code account_disabled} and {@code
     * email_not_verified} (the password was right), {@code invalid_credentials} (upstream, which does not tell which of
     * these), {@code captcha_missing}, {@code captcha_wrong}, {@code captcha_expired}, {@code captcha_mismatched},
     * {@code captcha_doubtful}, {@code captcha_refused} (upstream, likewise).
     */
    record LoginFailed(@Nullable AccountId account, AttemptedLogin login, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.SIGN_IN;
        }

        @Override
        public String type() {
            return "authn_login_fail";
        }
    }

    /** A sign-in was turned away unread, since too many wrong passwords before it make it wait. */
    record LoginDelayed(AttemptedLogin login) implements Refusal {
        @Override
        public Action action() {
            return Action.SIGN_IN;
        }

        @Override
        public String type() {
            return "authn_login_fail_max";
        }
    }

    /** A sign-in was turned away unread: no more wrong passwords in a row are taken for this login. */
    record LoginLocked(AttemptedLogin login) implements Refusal {
        @Override
        public Action action() {
            return Action.SIGN_IN;
        }

        @Override
        public String type() {
            return "authn_login_lock";
        }
    }

    /**
     * A session was refreshed: {@code advanced}, {@code repeated} (parallel callers, or an answer lost within the grace
     * window), {@code recovered} (an answer that got lost, or the first sign of a thief), {@code untold} (upstream).
     */
    record TokenCreated(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements Success {
        @Override
        public Action action() {
            return Action.REFRESH;
        }

        @Override
        public String type() {
            return "authn_token_created";
        }
    }

    /**
     * A refresh was refused: {@code missing}, {@code not_genuine}, {@code unknown}, {@code ended}, {@code expired},
     * {@code counter_lost}, {@code untold} (upstream).
     */
    record RefreshRefused(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.REFRESH;
        }

        @Override
        public String type() {
            return "authn_login_fail";
        }
    }

    /** A refresh token was used that nobody honest can still hold; its session was ended. */
    record TokenReused(AccountId account, SessionId session) implements Refusal {
        @Override
        public Action action() {
            return Action.REFRESH;
        }

        @Override
        public String type() {
            return "authn_token_reuse";
        }

        @Override
        public String reason() {
            return "session_ended";
        }
    }

    /** Someone signed out: {@code signed_out}, or {@code nothing_to_end} when there was no session to end. */
    record TokenRevoked(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements Success {
        @Override
        public Action action() {
            return Action.SIGN_OUT;
        }

        @Override
        public String type() {
            return "authn_token_revoked";
        }
    }

    /**
     * An attempt was turned away because there were too many: {@code too_many_attempts} by this caller or on this
     * login, {@code overloaded} by all together, {@code too_many_upstream} by the upstream's count.
     */
    record RateLimited(Action action, @Nullable AttemptedLogin login, String reason) implements Refusal {
        @Override
        public String type() {
            return "excess_rate_limit_exceeded";
        }
    }

    /**
     * Someone was shown the audit log, by account, by login where the account is kept elsewhere or, without either, at
     * the command line: {@code page}, {@code export}.
     */
    record AuditRead(
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable AttemptedLogin login,
            String reason) implements Success {
        public AuditRead(@Nullable AccountId account, @Nullable SessionId session, String reason) {
            this(account, session, null, reason);
        }

        @Override
        public Action action() {
            return Action.READ_AUDIT;
        }

        @Override
        public String type() {
            return "sensitive_read";
        }
    }

    /** Someone was not shown the audit log: {@code not_authenticated}, {@code not_allowed}. */
    record AuditReadRefused(
            @Nullable AccountId account, @Nullable AttemptedLogin login, String reason) implements Refusal {
        public AuditReadRefused(@Nullable AccountId account, String reason) {
            this(account, null, reason);
        }

        @Override
        public Action action() {
            return Action.READ_AUDIT;
        }

        @Override
        public String type() {
            return "authz_fail";
        }
    }

    /** What an account may do was changed: {@code added_to_} or {@code removed_from_} and the name of the group. */
    record GroupsChanged(AccountId account, String reason) implements Success {
        @Override
        public Action action() {
            return Action.CHANGE_GROUPS;
        }

        @Override
        public String type() {
            return "user_updated";
        }
    }

    /** Groups stayed as they were: {@code unchanged}, {@code unknown_account}. */
    record GroupsNotChanged(@Nullable AccountId account, AttemptedLogin login, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.CHANGE_GROUPS;
        }

        @Override
        public String type() {
            return "input_validation_fail";
        }
    }

    /**
     * What signs tokens was changed by an operator: {@code rotated_to_}, {@code replaced_by_} (an emergency: all others
     * are gone), {@code imported_}, {@code revoked_}, and the id of the key.
     */
    record SigningKeysChanged(String reason) implements Success {
        @Override
        public Action action() {
            return Action.CHANGE_KEYS;
        }

        @Override
        public String type() {
            return "authz_admin";
        }
    }

    /**
     * Signing keys stayed as they were: {@code next_exists}, {@code already_kept}, {@code already_gone},
     * {@code unknown_key}.
     */
    record SigningKeysNotChanged(String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.CHANGE_KEYS;
        }

        @Override
        public String type() {
            return "input_validation_fail";
        }
    }

    /** Someone chose another password; the other sessions of the account were ended. */
    record PasswordChanged(AccountId account, SessionId session) implements Success {
        @Override
        public Action action() {
            return Action.CHANGE_PASSWORD;
        }

        @Override
        public String type() {
            return "authn_password_change";
        }
    }

    /** A password stayed as it was: {@code not_authenticated}, {@code wrong_password}, {@code password_refused}. */
    record PasswordChangeRefused(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements Refusal {
        @Override
        public Action action() {
            return Action.CHANGE_PASSWORD;
        }

        @Override
        public String type() {
            return "authn_password_change_fail";
        }
    }

    /** An administrator saw the sessions of an account. The session is the administrator's. */
    record SessionsRead(AccountId account, SessionId session) implements Success {
        @Override
        public Action action() {
            return Action.READ_SESSIONS;
        }

        @Override
        public String type() {
            return "sensitive_read";
        }
    }

    /**
     * Sessions were ended: the one that is named, by its holder ({@code ended_by_holder}); or all of an account, by an
     * administrator ({@code ended_by_administrator}), whose own session is the one that is named, or at the command
     * line.
     */
    record SessionsEnded(AccountId account, @Nullable SessionId session, String reason) implements Success {
        @Override
        public Action action() {
            return Action.END_SESSIONS;
        }

        @Override
        public String type() {
            return "authn_token_revoked";
        }
    }

    /**
     * An administrator disabled an account and ended its sessions ({@code disabled}), or lets it sign in again
     * ({@code enabled}). The session is the administrator's; null at the command line.
     */
    record StandingChanged(AccountId account, @Nullable SessionId session, String reason) implements Success {
        @Override
        public Action action() {
            return Action.CHANGE_STANDING;
        }

        @Override
        public String type() {
            return "user_updated";
        }
    }

    /**
     * Someone may not see or change what was asked for: {@code not_authenticated}, {@code not_allowed}. Account and
     * session are those of who asked.
     */
    record NotAuthorized(
            Action action,
            @Nullable AccountId account,
            @Nullable SessionId session,
            String reason) implements Refusal {
        @Override
        public String type() {
            return "authz_fail";
        }
    }

    /**
     * Nothing was there to be seen or changed: {@code unknown_account}, {@code unknown_session}, {@code unchanged}.
     *
     * @param account that is concerned, where it is known
     * @param session of who asked; null at the command line
     */
    record NothingChanged(
            Action action,
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable AttemptedLogin login,
            String reason)
            implements Refusal {
        @Override
        public String type() {
            return "input_validation_fail";
        }
    }
}
