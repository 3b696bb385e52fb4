package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
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
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Exchanges a login and a password for a session: rate limit, captcha, limit of the login, password. */
public final class SignIn {
    /** The replaced refresh token is the previous one of the caller, if any: its session ends when the new one is opened. */
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
    private final AccountStore accounts;
    private final MailOutbox outbox;
    private final Clock clock;

    public SignIn(
            Auditor auditor,
            RateLimiter limiter,
            CaptchaCheck captchas,
            Credentials credentials,
            AccountStore accounts,
            MailOutbox outbox,
            Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.captchas = captchas;
        this.credentials = credentials;
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The caller gets the same response for an unknown login, a wrong password and an account that may not sign in. */
    public Result<SessionTokens> execute(Command command) {
        CallerContext caller = command.caller();
        AttemptedLogin login = command.login().attempted();
        Refusal limited = limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), "");
        AuditedOperation operation =
                auditor.begin(AuditAction.SIGN_IN, login, caller).limitedBy(limited);
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
        return attempt.countedIf(
                SignIn::wasCompared,
                () -> operation.attempt(() -> credentials
                        .exchange(command.login(), command.password(), command.replaced())
                        .andThen(exchanged -> settle(attempt, exchanged, caller.language()))));
    }

    /** Resets the count of wrong passwords, and notifies the owner of a suspicious sign-in (ASVS 5.0, 6.3.5). */
    private void settle(LoginAttempt attempt, Result<SessionTokens> result, Locale language) {
        if (result.isRefused()) {
            return;
        }
        attempt.succeeded();
        AccountId account = result.subject().account();
        // An unverified address may belong to a stranger.
        if (attempt.isSuspicious()
                && account != null
                && accounts.find(account).filter(Account::emailVerified).isPresent()) {
            outbox.enqueue(account, MailKind.SUSPICIOUS_SIGN_IN, language, clock.instant());
        }
    }

    /** When another provider rejects for an unknown reason, it may have compared the password. */
    private static boolean wasCompared(Result<?> result) {
        return !result.isRefusedWith(Reason.CAPTCHA_REJECTED) && !result.isRefusedWith(Reason.PROVIDER_RATE_LIMITED);
    }
}
