package dev.portcullis.signin;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Clock;

/** Mails a code with which the owner of an address can choose a new password: rate limit, request. */
public final class ForgotPassword {
    public record Command(EmailAddress email, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final MailOutbox outbox;
    private final Clock clock;

    public ForgotPassword(Auditor auditor, RateLimiter limiter, MailOutbox outbox, Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Is done for each address, without looking for its account, so that neither the response nor its time reveals which
     * addresses have one (ASVS 5.0, 6.3.8). Changes nothing about the account: its password, its sessions and the codes
     * that were mailed before stay valid. Refuses with {@code TOO_MANY_ATTEMPTS} only.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        EmailAddress email = command.email();
        // Counts as a sign-up by the caller, but not by the address: strangers who sign up with it must not use up
        // the owner's resets.
        return auditor.begin(AuditAction.FORGOT_PASSWORD, email.attempted(), caller)
                .limitedBy(limiter.refusal(
                        RateLimiter.Action.SIGN_UP, caller.address(), "forgotten password of " + email.value()))
                .run(() -> {
                    outbox.request(email.value(), MailKind.PASSWORD_RESET_CODE, caller.language(), clock.instant());
                    return Result.done();
                });
    }
}
