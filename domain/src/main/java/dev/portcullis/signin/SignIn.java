package dev.portcullis.signin;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Exchanges a login and a password for a session: rate limit, captcha, limit of the login, password. */
public final class SignIn {
    /** @param replaced the caller's previous refresh token, if any; its session ends when the new one is opened */
    public record Command(
            Login login,
            Password password,
            CaptchaAnswer captcha,
            @Nullable RefreshToken replaced,
            CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final CaptchaCheck captchas;
    private final Credentials credentials;
    private final SuspiciousSignIns suspicious;

    public SignIn(
            Auditor auditor,
            RateLimiter limiter,
            CaptchaCheck captchas,
            Credentials credentials,
            SuspiciousSignIns suspicious) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.captchas = captchas;
        this.credentials = credentials;
        this.suspicious = suspicious;
    }

    /** The caller gets the same response for an unknown login, a wrong password and an account that may not sign in. */
    public Result<SessionTokens> execute(Command command) {
        CallerContext caller = command.caller();
        AttemptedLogin login = command.login().attempted();
        AuditedOperation operation = auditor.begin(AuditAction.SIGN_IN, login, caller);
        Refusal limited = limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), "");
        if (limited != null) {
            return operation.turnAway(limited);
        }
        Refusal captcha = captchas.refusal(command.captcha(), CaptchaAction.SIGN_IN, caller.address(), operation);
        if (captcha != null) {
            return operation.refuse(captcha);
        }
        LoginAttempt attempt = limiter.attempt(caller.address(), login.reveal());
        if (attempt.delay().isPresent()) {
            Reason reason = attempt.isLocked() ? Reason.LOGIN_LOCKED : Reason.LOGIN_DELAYED;
            return operation.refuse(Refusal.retryAfter(reason, attempt.delay().get()));
        }
        Result<SessionTokens> result = attempt.orCancelled(() -> operation.attempt(() -> credentials
                .exchange(command.login(), command.password(), command.replaced())
                .andThen(exchanged -> settle(attempt, exchanged, caller.language()))));
        if (!wasCompared(result)) {
            attempt.cancel();
        }
        return result;
    }

    /** Resets the count of wrong passwords in the unit of work that opens the session. */
    private void settle(LoginAttempt attempt, Result<SessionTokens> result, Locale language) {
        if (result.isRefused()) {
            return;
        }
        attempt.succeeded();
        AccountId account = result.subject().account();
        if (attempt.isSuspicious() && account != null) {
            suspicious.tell(account, language);
        }
    }

    /** When another provider rejects for an unknown reason, it may have compared the password. */
    private static boolean wasCompared(Result<?> result) {
        return !result.isRefusedWith(Reason.CAPTCHA_REJECTED) && !result.isRefusedWith(Reason.PROVIDER_RATE_LIMITED);
    }
}
