package dev.portcullis.account;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.verification.VerificationToken;
import java.util.List;
import java.util.Locale;

/** Creates an account: rate limit, captcha, account. */
public final class SignUp {
    public record Command(Registration registration, CaptchaAnswer captcha, CallerContext caller) {}

    /**
     * The data of a new account.
     *
     * @param language of the mail that carries the verification code
     */
    public record Registration(EmailAddress email, Password password, DisplayName name, Locale language) {
        /** Texts that the password should not contain. */
        List<String> holderTexts() {
            return Account.holderTexts(email, name);
        }
    }

    /** The new account, and a token with which only its address can be verified. A code was sent to the address. */
    public record SignedUp(Account account, VerificationToken token) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final CaptchaCheck captchas;
    private final Accounts accounts;

    public SignUp(Auditor auditor, RateLimiter limiter, CaptchaCheck captchas, Accounts accounts) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.captchas = captchas;
        this.accounts = accounts;
    }

    /**
     * If sign-ups conceal which addresses have an account, the caller gets an account that was not created instead of
     * {@code EMAIL_TAKEN}.
     */
    public Result<SignedUp> execute(Command command) {
        CallerContext caller = command.caller();
        EmailAddress email = command.registration().email();
        Refusal limited = limiter.refusal(RateLimiter.Action.SIGN_UP, caller.address(), email.value());
        AuditedOperation operation =
                auditor.begin(AuditAction.SIGN_UP, email.attempted(), caller).limitedBy(limited);
        if (limited != null) {
            return operation.turnAway(limited);
        }
        Refusal captcha = captchas.refusal(command.captcha(), CaptchaAction.SIGN_UP, caller.address(), operation);
        if (captcha != null) {
            return operation.refuse(captcha);
        }
        return operation.attempt(() -> accounts.signUp(command.registration()));
    }
}
