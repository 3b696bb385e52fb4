package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exchanges a login and a password for a session: rate limit, captcha, limit of the login, password. */
public final class SignIn {
    /**
     * A sign-in request.
     *
     * @param replaced the caller's previous refresh token, if any; its session ends when the new one is opened
     */
    public record Command(
            Login login,
            Password password,
            CaptchaAnswer captcha,
            @Nullable RefreshToken replaced,
            CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * A session was opened.
         *
         * @param account null if the upstream does not report it
         * @param session null if the upstream does not report it
         * @param tokens null if the upstream issued them in a form that we do not know
         * @param passage response data of the upstream; null for the local provider
         */
        record Granted(
                @Nullable AccountId account,
                @Nullable SessionId session,
                @Nullable SessionTokens tokens,
                @Nullable Passage passage)
                implements Outcome {
            public Granted(AccountId account, SessionId session, SessionTokens tokens) {
                this(account, session, tokens, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.granted().apply(this);
            }
        }

        /**
         * Unknown login, wrong password, or an account that may not sign in; the response is the same for all of them.
         *
         * @param account the account whose password was wrong, only for the audit log; null if the login is unknown
         * @param bar what keeps the account out although the password was right; only for the audit log
         * @param passage response data of the upstream, which does not report the reason; null for the local provider
         */
        record Denied(
                @Nullable AccountId account,
                Bar bar,
                @Nullable Passage passage) implements Outcome {
            public Denied(@Nullable AccountId account) {
                this(account, null);
            }

            public Denied(@Nullable AccountId account, @Nullable Passage passage) {
                this(account, Bar.NONE, passage);
            }

            static Denied despiteRightPassword(AccountId account, Bar bar) {
                return new Denied(account, bar, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.denied().apply(this);
            }
        }

        /** What keeps an account out. */
        enum Bar {
            NONE,
            DISABLED,
            /** Its address is not verified, and sign-ups conceal which addresses have an account. */
            NOT_VERIFIED
        }

        /**
         * The captcha was not accepted.
         *
         * @param why null if the upstream does not report it
         */
        record CaptchaRefused(
                @Nullable CaptchaRefusal why, @Nullable Passage passage) implements Outcome {
            public CaptchaRefused(CaptchaRefusal why) {
                this(why, null);
            }

            public CaptchaRefused(Passage passage) {
                this(null, passage);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.captchaRefused().apply(this);
            }
        }

        /**
         * Too many calls, or too many wrong passwords.
         *
         * @param retryAfter null if the upstream does not report it
         */
        record Throttled(
                @Nullable Duration retryAfter,
                Limit limit,
                @Nullable Passage passage) implements Outcome {
            public Throttled(Duration retryAfter, Limit limit) {
                this(retryAfter, limit, null);
            }

            public Throttled(@Nullable Duration retryAfter, Passage passage) {
                this(retryAfter, Limit.UPSTREAM, passage);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.throttled().apply(this);
            }
        }

        /** The limit that was exceeded; only for the audit log. */
        enum Limit {
            CALLS,
            /** The login is delayed after wrong passwords. */
            WRONG_PASSWORDS,
            /** The login reached the maximum of wrong passwords: none is compared until the count is reset. */
            MOST_WRONG_PASSWORDS,
            /** A limit of the upstream, which does not report details. */
            UPSTREAM
        }

        /** The upstream rejected the request for another reason. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Granted, ? extends R> granted,
                Function<? super Denied, ? extends R> denied,
                Function<? super CaptchaRefused, ? extends R> captchaRefused,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final RateLimiter throttle;
    private final CaptchaCheck captcha;
    private final Credentials credentials;
    private final SuspiciousSignIns suspicious;
    private final Attempts attempts;

    public SignIn(
            RateLimiter throttle,
            CaptchaCheck captcha,
            Credentials credentials,
            SuspiciousSignIns suspicious,
            Attempts attempts) {
        this.throttle = throttle;
        this.captcha = captcha;
        this.credentials = credentials;
        this.suspicious = suspicious;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        AttemptedLogin login = command.login().attempted();
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.SIGN_IN, login, caller, outcome -> event(login, outcome));
        Optional<Duration> delay = throttle.delay(RateLimiter.Action.SIGN_IN, caller.address(), "");
        if (delay.isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(delay.get(), Outcome.Limit.CALLS));
        }
        return captcha.check(command.captcha(), CaptchaAction.SIGN_IN, caller.address())
                .fold(
                        passed -> guess(attempt, command),
                        waived -> guess(attempt.with(AuditEvent.WithoutCaptcha::new), command),
                        refused -> attempt.refuse(new Outcome.CaptchaRefused(refused.refusal())));
    }

    private Outcome guess(Attempt<Outcome> attempt, Command command) {
        LoginAttempt guess = throttle.guess(
                command.caller().address(), command.login().attempted().reveal());
        if (guess.delay().isPresent()) {
            Outcome.Limit limit = guess.isLocked() ? Outcome.Limit.MOST_WRONG_PASSWORDS : Outcome.Limit.WRONG_PASSWORDS;
            return attempt.refuse(new Outcome.Throttled(guess.delay().get(), limit));
        }
        Outcome outcome = guess.orWithdrawn(() -> attempt.ask(recorder -> compare(command, guess, recorder)));
        if (!tellsWhetherRight(outcome)) {
            guess.withdraw();
        }
        return outcome;
    }

    private Outcome compare(Command command, LoginAttempt guess, Recorder<Outcome> recorder) {
        return credentials.exchange(
                command.login(),
                command.password(),
                command.replaced(),
                command.caller().belongings(),
                new Judging(guess, command.caller().language(), recorder));
    }

    /**
     * Whether the outcome reveals if the password was right. When the upstream rejects for an unknown reason, it may
     * have compared the password, so that counts as revealing.
     */
    private static boolean tellsWhetherRight(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<Boolean>(
                granted -> true, denied -> true, captcha -> false, throttled -> false, rejected -> true));
    }

    /** Resets the count of wrong passwords in the unit of work that opens the session. */
    private final class Judging implements Recorder<Outcome> {
        private final LoginAttempt guess;
        private final Locale language;
        private final Recorder<Outcome> recorder;

        Judging(LoginAttempt guess, Locale language, Recorder<Outcome> recorder) {
            this.guess = guess;
            this.language = language;
            this.recorder = recorder;
        }

        @Override
        public void record(Outcome outcome) {
            judge(outcome);
            recorder.record(outcome);
        }

        @Override
        public void announce() {
            recorder.announce();
        }

        @Override
        public void conclude(Outcome outcome) {
            judge(outcome);
            recorder.conclude(outcome);
        }

        private void judge(Outcome outcome) {
            if (outcome instanceof Outcome.Granted granted) {
                guess.wasRight();
                AccountId account = granted.account();
                if (guess.isSuspicious() && account != null) {
                    suspicious.tell(account, language);
                }
            }
        }
    }

    private static AuditEvent event(AttemptedLogin login, Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                granted -> new AuditEvent.LoginSucceeded(granted.account(), granted.session(), login),
                denied -> new AuditEvent.LoginFailed(denied.account(), login, why(denied)),
                captcha -> event(login, captcha),
                throttled -> throttled(login, throttled.limit()),
                rejected -> new AuditEvent.RejectedUpstream(AuditEvent.Action.SIGN_IN, login)));
    }

    private static AuditEvent throttled(AttemptedLogin login, Outcome.Limit limit) {
        return switch (limit) {
            case CALLS -> new AuditEvent.RateLimited(AuditEvent.Action.SIGN_IN, login, "too_many_attempts");
            case WRONG_PASSWORDS -> new AuditEvent.LoginDelayed(login);
            case MOST_WRONG_PASSWORDS -> new AuditEvent.LoginLocked(login);
            case UPSTREAM -> new AuditEvent.RateLimited(AuditEvent.Action.SIGN_IN, login, "too_many_upstream");
        };
    }

    private static AuditEvent event(AttemptedLogin login, Outcome.CaptchaRefused refused) {
        CaptchaRefusal why = refused.why();
        if (why == null) {
            return new AuditEvent.LoginFailed(null, login, "captcha_refused");
        }
        return why.isOurs()
                ? new AuditEvent.AttemptFailed(AuditEvent.Action.SIGN_IN, login, why.reason())
                : new AuditEvent.LoginFailed(null, login, why.reason());
    }

    private static String why(Outcome.Denied denied) {
        if (denied.passage() != null) {
            return "invalid_credentials";
        }
        return switch (denied.bar()) {
            case DISABLED -> "account_disabled";
            case NOT_VERIFIED -> "email_not_verified";
            case NONE -> denied.account() == null ? "unknown_login" : "wrong_password";
        };
    }
}
