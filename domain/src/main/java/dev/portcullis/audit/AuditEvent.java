package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in the past tense. Types are those of the OWASP Logging Vocabulary; the reason is one of a
 * stable list that each event documents, never free text.
 */
public sealed interface AuditEvent {
    /** A word of the OWASP Logging Vocabulary. */
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

    /** The login in masked form, where one was given; empty otherwise. */
    default String maskedLogin() {
        return "";
    }

    enum Outcome {
        SUCCESS,
        REFUSED
    }

    /** An account was made, or an unverified one was taken over by a new sign-up ({@code replaced}). */
    record UserCreated(AccountId account, String maskedLogin, boolean replaced) implements AuditEvent {
        @Override
        public String type() {
            return replaced ? "user_updated" : "user_created";
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
        }

        @Override
        public String reason() {
            return replaced ? "registration_replaced" : "";
        }
    }

    /** A sign-up was refused: {@code email_taken}, {@code password_refused}, {@code captcha_refused}. */
    record SignUpRefused(String maskedLogin, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "input_validation_fail";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /** The address of an account was shown to be its holder's. */
    record EmailVerified(AccountId account, @Nullable SessionId session) implements AuditEvent {
        @Override
        public String type() {
            return "user_updated";
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
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
    record VerificationRefused(@Nullable AccountId account, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "input_validation_fail";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /** Someone signed in and a session was opened. */
    record LoginSucceeded(AccountId account, SessionId session, String maskedLogin) implements AuditEvent {
        @Override
        public String type() {
            return "authn_login_success";
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
        }
    }

    /** A sign-in was refused: {@code unknown_login}, {@code wrong_password}, {@code captcha_refused}. */
    record LoginFailed(@Nullable AccountId account, String maskedLogin, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "authn_login_fail";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /**
     * A session was refreshed: {@code advanced}, {@code repeated} (parallel callers, or an answer lost within the grace
     * window), {@code recovered} (an answer that got lost, or the first sign of a thief).
     */
    record TokenCreated(AccountId account, SessionId session, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "authn_token_created";
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
        }
    }

    /**
     * A refresh was refused: {@code missing}, {@code not_genuine}, {@code unknown}, {@code ended}, {@code expired},
     * {@code counter_lost}.
     */
    record RefreshRefused(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "authn_login_fail";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /** A refresh token was used that nobody honest can still hold; its session was ended. */
    record TokenReused(AccountId account, SessionId session) implements AuditEvent {
        @Override
        public String type() {
            return "authn_token_reuse";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }

        @Override
        public String reason() {
            return "session_ended";
        }
    }

    /** Someone signed out: {@code signed_out}, or {@code nothing_to_end} when there was no session to end. */
    record TokenRevoked(
            @Nullable AccountId account, @Nullable SessionId session, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "authn_token_revoked";
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
        }
    }

    /** An attempt was turned away because there were too many: the reason names the action. */
    record RateLimited(String maskedLogin, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "excess_rate_limit_exceeded";
        }

        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }
}
