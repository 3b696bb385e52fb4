package dev.portcullis.account;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.util.Optional;

/** Mails a new verification code to an unverified account: rate limit, account, mail. */
public final class ResendVerification {
    public record Command(EmailAddress email, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final AccountStore accounts;
    private final VerificationStore verifications;
    private final MailOutbox outbox;
    private final Clock clock;
    private final Ids ids;

    public ResendVerification(
            Auditor auditor,
            RateLimiter limiter,
            AccountStore accounts,
            VerificationStore verifications,
            MailOutbox outbox,
            Clock clock,
            Ids ids) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.accounts = accounts;
        this.verifications = verifications;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Is done for each address, so that the response does not reveal which ones have an account (ASVS 5.0, 6.3.8); only the
     * audit log has the difference. Counts as a sign-up, which also mails a code to an address that the caller chooses.
     * Refuses with {@code TOO_MANY_ATTEMPTS} only.
     *
     * <p>Wrong codes stay counted. The previous code stays valid until the mail server has accepted the new one.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        EmailAddress email = command.email();
        AuditedOperation operation = auditor.begin(AuditAction.RESEND_VERIFICATION, email.attempted(), caller);
        Refusal limited = limiter.refusal(RateLimiter.Action.SIGN_UP, caller.address(), email.value());
        if (limited != null) {
            return operation.turnAway(limited);
        }
        return operation.attempt(() -> Decision.of(() -> enqueue(command)).answering(result -> Result.done()));
    }

    private Result<Void> enqueue(Command command) {
        Optional<Account> found = accounts.findByEmail(command.email());
        AccountId id = found.map(Account::id).orElseGet(() -> new AccountId(ids.next()));
        boolean isOwed = verifications.lock(id).isPresent();
        if (isOwed && found.filter(account -> !account.disabled()).isPresent()) {
            outbox.enqueue(id, MailKind.VERIFICATION_CODE, command.caller().language(), clock.instant());
            return Result.<Void>done().about(id);
        }
        // In vain: one more statement, as for an account that gets a mail.
        var unused = verifications.lock(id);
        return found.map(account -> Result.<Void>refused(reason(account)).about(id))
                .orElseGet(() -> Result.refused(Reason.UNKNOWN_ACCOUNT));
    }

    private static Reason reason(Account account) {
        return account.disabled() ? Reason.ACCOUNT_DISABLED : Reason.ALREADY_VERIFIED;
    }
}
