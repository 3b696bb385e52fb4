package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
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
    private final Attempts attempts;

    public SignIn(Throttle throttle, CaptchaVerifier captcha, Credentials credentials, Attempts attempts) {
        this.throttle = throttle;
        this.captcha = captcha;
        this.credentials = credentials;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        AttemptedLogin login = command.login().attempted();
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.SIGN_IN, login, caller, outcome -> event(login, outcome));
        Optional<Duration> delay = throttle.delay(
                Throttle.Action.SIGN_IN, caller.address(), command.login().value());
        if (delay.isPresent()) {
            return attempt.refuse(new Outcome.Throttled(delay.get()));
        }
        if (!captcha.accepts(command.captcha(), caller.address())) {
            return attempt.refuse(new Outcome.CaptchaRefused());
        }
        return attempt.ask(
                recorder -> credentials.exchange(command.login(), command.password(), command.replaced(), recorder));
    }

    private static AuditEvent event(AttemptedLogin login, Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                granted -> new AuditEvent.LoginSucceeded(granted.account(), granted.session(), login),
                denied -> new AuditEvent.LoginFailed(
                        denied.account(), login, denied.account() == null ? "unknown_login" : "wrong_password"),
                captcha -> new AuditEvent.LoginFailed(null, login, "captcha_refused"),
                throttled -> new AuditEvent.RateLimited(AuditEvent.Action.SIGN_IN, login, "too_many_attempts")));
    }
}
