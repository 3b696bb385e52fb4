package dev.portcullis.account;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.UnitOfWork;
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
    private final AuditTrail audit;
    private final UnitOfWork work;

    public SignUp(Throttle throttle, CaptchaVerifier captcha, Accounts accounts, AuditTrail audit, UnitOfWork work) {
        this.throttle = throttle;
        this.captcha = captcha;
        this.accounts = accounts;
        this.audit = audit;
        this.work = work;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Recorder<Outcome> recorder = outcome -> audit.record(event(command, outcome), caller);
        String email = command.registration().email().value();
        Optional<Duration> delay = throttle.delay(Throttle.Action.SIGN_UP, caller.address(), email);
        if (delay.isPresent()) {
            return work.decide(() -> new Outcome.Throttled(delay.get()), recorder);
        }
        if (!captcha.accepts(command.captcha(), caller.address())) {
            return work.decide(Outcome.CaptchaRefused::new, recorder);
        }
        return accounts.signUp(command.registration(), recorder);
    }

    private static AuditEvent event(Command command, Outcome outcome) {
        String login = command.registration().email().masked();
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                created -> new AuditEvent.UserCreated(
                        created.account().id(), login, created.account().registration() > 1),
                taken -> new AuditEvent.SignUpRefused(login, "email_taken"),
                password -> new AuditEvent.SignUpRefused(login, "password_refused"),
                captcha -> new AuditEvent.SignUpRefused(login, "captcha_refused"),
                throttled -> new AuditEvent.RateLimited(login, "sign_up")));
    }
}
