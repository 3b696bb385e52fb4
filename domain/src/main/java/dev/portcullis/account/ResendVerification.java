package dev.portcullis.account;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Clock;

/** Mails a new verification code to an unverified account: rate limit, request. */
public final class ResendVerification {
    public record Command(EmailAddress email, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final MailOutbox outbox;
    private final Clock clock;

    public ResendVerification(Auditor auditor, RateLimiter limiter, MailOutbox outbox, Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Is done for each address, without looking for its account, so that neither the response nor its time reveals which
     * addresses have one (ASVS 5.0, 6.3.8). {@link ResolveMailRequests} decides later whether a mail is owed. Counts as a
     * sign-up, which also mails a code to an address that the caller chooses. Refuses with {@code TOO_MANY_ATTEMPTS} only.
     *
     * <p>Wrong codes stay counted. The previous code stays valid until the mail server has accepted the new one.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        EmailAddress email = command.email();
        return auditor.begin(AuditAction.RESEND_VERIFICATION, email.attempted(), caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_UP, caller.address(), email.value()))
                .run(() -> {
                    outbox.request(email.value(), MailKind.VERIFICATION_CODE, caller.language(), clock.instant());
                    return Result.done();
                });
    }
}
