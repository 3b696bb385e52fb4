package dev.portcullis.session;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.throttle.Throttle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone exchanges a login and a password for a session. */
public final class SignIn {
    /**
     * Who wants in, and by what proof.
     *
     * @param replaced the refresh token that the caller came with, if any
     */
    public record Command(
            Login login,
            Password password,
            CaptchaAnswer captcha,
            @Nullable RefreshToken replaced,
            CallerContext caller) {}

    public sealed interface Outcome {
        record Granted(AccountId account, SessionId session, SessionTokens tokens) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.granted().apply(this);
            }
        }

        /**
         * Unknown login or wrong password; to the caller these are one.
         *
         * @param account whose password was wrong, for the audit log alone; null when the login is unknown
         */
        record Denied(@Nullable AccountId account) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.denied().apply(this);
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
                Function<? super Granted, ? extends R> granted,
                Function<? super Denied, ? extends R> denied,
                Function<? super CaptchaRefused, ? extends R> captchaRefused,
                Function<? super Throttled, ? extends R> throttled) {}
    }

    private final Throttle throttle;
    private final CaptchaVerifier captcha;
    private final Credentials credentials;
    private final AuditTrail audit;
    private final UnitOfWork work;

    public SignIn(
            Throttle throttle, CaptchaVerifier captcha, Credentials credentials, AuditTrail audit, UnitOfWork work) {
        this.throttle = throttle;
        this.captcha = captcha;
        this.credentials = credentials;
        this.audit = audit;
        this.work = work;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Recorder<Outcome> recorder = outcome -> audit.record(event(command, outcome), caller);
        Optional<Duration> delay = throttle.delay(
                Throttle.Action.SIGN_IN, caller.address(), command.login().value());
        if (delay.isPresent()) {
            return work.decide(() -> new Outcome.Throttled(delay.get()), recorder);
        }
        if (!captcha.accepts(command.captcha(), caller.address())) {
            return work.decide(Outcome.CaptchaRefused::new, recorder);
        }
        return credentials.exchange(command.login(), command.password(), command.replaced(), recorder);
    }

    private static AuditEvent event(Command command, Outcome outcome) {
        String login = command.login().masked();
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                granted -> new AuditEvent.LoginSucceeded(granted.account(), granted.session(), login),
                denied -> new AuditEvent.LoginFailed(
                        denied.account(), login, denied.account() == null ? "unknown_login" : "wrong_password"),
                captcha -> new AuditEvent.LoginFailed(null, login, "captcha_refused"),
                throttled -> new AuditEvent.RateLimited(login, "sign_in")));
    }
}
