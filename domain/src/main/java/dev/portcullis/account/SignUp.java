package dev.portcullis.account;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.throttle.Throttle;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Someone asks for an account. */
public final class SignUp {
    public record Command(Registration registration, CaptchaAnswer captcha, CallerContext caller) {}

    /**
     * What an account is made of.
     *
     * @param language of the mail that carries the verification code
     */
    public record Registration(EmailAddress email, Password password, DisplayName name, Locale language) {}

    public sealed interface Outcome {
        /** The account is there, and a code is on its way to its address. */
        record Created(Account account, VerificationToken token) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.created().apply(this);
            }
        }

        /** An account with standing has that address, or somebody else's sign-up for it came first by a moment. */
        record EmailTaken() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.emailTaken().apply(this);
            }
        }

        record PasswordRefused(PasswordPolicy.Violation violation) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.passwordRefused().apply(this);
            }
        }

        record CaptchaRefused() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.captchaRefused().apply(this);
            }
        }

        record Throttled(Duration retryAfter) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.throttled().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Created, ? extends R> created,
                Function<? super EmailTaken, ? extends R> emailTaken,
                Function<? super PasswordRefused, ? extends R> passwordRefused,
                Function<? super CaptchaRefused, ? extends R> captchaRefused,
                Function<? super Throttled, ? extends R> throttled) {}
    }

    private final Throttle throttle;
    private final CaptchaVerifier captcha;
    private final Accounts accounts;
    private final Attempts attempts;

    public SignUp(Throttle throttle, CaptchaVerifier captcha, Accounts accounts, Attempts attempts) {
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
        Optional<Duration> delay = throttle.delay(Throttle.Action.SIGN_UP, caller.address(), email.value());
        if (delay.isPresent()) {
            return attempt.refuse(new Outcome.Throttled(delay.get()));
        }
        if (!captcha.accepts(command.captcha(), caller.address())) {
            return attempt.refuse(new Outcome.CaptchaRefused());
        }
        return attempt.ask(recorder -> accounts.signUp(command.registration(), recorder));
    }

    private static AuditEvent event(AttemptedLogin login, Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                created -> new AuditEvent.UserCreated(
                        created.account().id(), login, created.account().registration() > 1),
                taken -> new AuditEvent.SignUpRefused(login, "email_taken"),
                password -> new AuditEvent.SignUpRefused(login, "password_refused"),
                captcha -> new AuditEvent.SignUpRefused(login, "captcha_refused"),
                throttled -> new AuditEvent.RateLimited(AuditEvent.Action.SIGN_UP, login, "too_many_attempts")));
    }
}
