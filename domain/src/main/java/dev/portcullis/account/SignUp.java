package dev.portcullis.account;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone asks for an account. */
public final class SignUp {
    public record Command(Registration registration, CaptchaAnswer captcha, CallerContext caller) {}

    /**
     * What an account is made of.
     *
     * @param language of the mail that carries the verification code
     */
    public record Registration(EmailAddress email, Password password, DisplayName name, Locale language) {
        /** What of it a password should not be made of. */
        List<String> holderTexts() {
            return Account.holderTexts(email, name);
        }
    }

    public sealed interface Outcome {
        /**
         * The account is there, and a code is on its way to its address.
         *
         * @param account null where whoever made it elsewhere does not tell
         * @param token likewise
         * @param passage null for accounts of our own, of which all is told
         */
        record Created(
                @Nullable Account account,
                @Nullable VerificationToken token,
                @Nullable Passage passage) implements Outcome {
            public Created(Account account, VerificationToken token) {
                this(account, token, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.created().apply(this);
            }
        }

        /** An account with standing has that address, or somebody else's sign-up for it came first by a moment. */
        record EmailTaken(@Nullable Passage passage) implements Outcome {
            public EmailTaken() {
                this(null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.emailTaken().apply(this);
            }
        }

        /**
         * An account with standing has that address, which is not to be told.
         *
         * @param shown what an account would be that had been made; nothing was
         * @param token for that account, and so good for nothing
         */
        record Concealed(Account shown, VerificationToken token) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.concealed().apply(this);
            }
        }

        record PasswordRefused(
                PasswordPolicy.Violation violation,
                @Nullable Passage passage) implements Outcome {
            public PasswordRefused(PasswordPolicy.Violation violation) {
                this(violation, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.passwordRefused().apply(this);
            }
        }

        /**
         * The captcha proves nothing.
         *
         * @param why null where whoever decided elsewhere does not tell
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
         * Too many sign-ups from this address or for this e-mail address.
         *
         * @param retryAfter null where whoever counts elsewhere does not tell
         */
        record Throttled(
                @Nullable Duration retryAfter, @Nullable Passage passage) implements Outcome {
            public Throttled(Duration retryAfter) {
                this(retryAfter, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.throttled().apply(this);
            }
        }

        /** Whoever decides elsewhere refused, for a reason that is none of these. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Created, ? extends R> created,
                Function<? super EmailTaken, ? extends R> emailTaken,
                Function<? super Concealed, ? extends R> concealed,
                Function<? super PasswordRefused, ? extends R> passwordRefused,
                Function<? super CaptchaRefused, ? extends R> captchaRefused,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final RateLimiter throttle;
    private final CaptchaCheck captcha;
    private final Accounts accounts;
    private final Attempts attempts;

    public SignUp(RateLimiter throttle, CaptchaCheck captcha, Accounts accounts, Attempts attempts) {
        this.throttle = throttle;
        this.captcha = captcha;
        this.accounts = accounts;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        EmailAddress email = command.registration().email();
        AttemptedLogin login = email.attempted();
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.SIGN_UP, login, caller, outcome -> event(login, outcome));
        Optional<Duration> delay = throttle.delay(RateLimiter.Action.SIGN_UP, caller.address(), email.value());
        if (delay.isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(delay.get()));
        }
        return captcha.check(command.captcha(), CaptchaAction.SIGN_UP, caller.address())
                .fold(
                        passed -> ask(attempt, command),
                        waived -> ask(attempt.with(AuditEvent.WithoutCaptcha::new), command),
                        refused -> attempt.refuse(new Outcome.CaptchaRefused(refused.refusal())));
    }

    private Outcome ask(Attempt<Outcome> attempt, Command command) {
        return attempt.ask(recorder ->
                accounts.signUp(command.registration(), command.caller().belongings(), recorder));
    }

    private static AuditEvent event(AttemptedLogin login, Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                created -> created(login, created.account()),
                taken -> new AuditEvent.SignUpRefused(login, "email_taken"),
                concealed -> new AuditEvent.SignUpRefused(login, "email_taken"),
                password -> password.violation() == PasswordPolicy.Violation.UNCHECKED
                        ? new AuditEvent.AttemptFailed(AuditEvent.Action.SIGN_UP, login, "password_check_unavailable")
                        : new AuditEvent.SignUpRefused(login, "password_refused"),
                captcha -> event(login, captcha),
                throttled -> new AuditEvent.RateLimited(
                        AuditEvent.Action.SIGN_UP,
                        login,
                        throttled.passage() == null ? "too_many_attempts" : "too_many_upstream"),
                rejected -> new AuditEvent.RejectedUpstream(AuditEvent.Action.SIGN_UP, login)));
    }

    private static AuditEvent event(AttemptedLogin login, Outcome.CaptchaRefused refused) {
        CaptchaRefusal why = refused.why();
        if (why == null) {
            return new AuditEvent.SignUpRefused(login, "captcha_refused");
        }
        return why.isOurs()
                ? new AuditEvent.AttemptFailed(AuditEvent.Action.SIGN_UP, login, why.reason())
                : new AuditEvent.SignUpRefused(login, why.reason());
    }

    private static AuditEvent created(AttemptedLogin login, @Nullable Account account) {
        AccountId id = account == null ? null : account.id();
        return new AuditEvent.UserCreated(id, login, account != null && account.registration() > 1);
    }
}
