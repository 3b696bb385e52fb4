package dev.portcullis.account;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.verification.VerificationCode;
import org.jspecify.annotations.Nullable;

/** Verifies the e-mail address of an account by a code that was sent to it. */
public final class VerifyEmail {
    /** The token is the verification token of the sign-up, or an access token. */
    public record Command(BearerToken token, VerificationCode code, CallerContext caller) {}

    /** The fresh access token has the new state, for a caller with a session; null for others. */
    public record Verified(Account account, @Nullable AccessToken freshToken) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final Accounts accounts;

    public VerifyEmail(Auditor auditor, RateLimiter limiter, Accounts accounts) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.accounts = accounts;
    }

    public Result<Verified> execute(Command command) {
        CallerContext caller = command.caller();
        LoginAttempt attempt = limiter.limitedCode(caller.address());
        AuditedOperation operation =
                auditor.begin(AuditAction.VERIFY_EMAIL, caller).limitedBy(attempt.refusal());
        return attempt.countedIf(
                VerifyEmail::wasWrong,
                () -> operation.attempt(() -> accounts.verifyEmail(command.token(), command.code())));
    }

    /** A provider that rejects for an unknown reason may have compared the code. */
    private static boolean wasWrong(Result<?> result) {
        return result.isRefusedWith(Reason.CODE_INVALID) || result.isRefusedWith(Reason.PROVIDER_REJECTED);
    }
}
