package dev.portcullis.emailchange;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.signin.CurrentPassword;
import dev.portcullis.signin.CurrentPassword.Holder;
import dev.portcullis.verification.EmailVerification;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Begins a change of the signed-in caller's address: mails a code to the new mailbox and, to the old one if it is verified,
 * the code that cancels the change. Nothing changes before {@link ConfirmEmailChange}.
 */
public final class RequestEmailChange {
    public record Command(BearerToken token, EmailAddress newEmail, Password current, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final CurrentPassword currentPassword;
    private final EmailChangeStore changes;
    private final CancellationCodes codes;
    private final MailOutbox outbox;
    private final Clock clock;
    private final Ids ids;

    public RequestEmailChange(
            Auditor auditor,
            RateLimiter limiter,
            CurrentPassword currentPassword,
            EmailChangeStore changes,
            CancellationCodes codes,
            MailOutbox outbox,
            Clock clock,
            Ids ids) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.currentPassword = currentPassword;
        this.changes = changes;
        this.codes = codes;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Does not look up who has the new address, so nothing reveals it: its mailbox gets the same mail in any case. Replaces
     * a pending change. Counts as a sign-up with both addresses, because each mailbox gets a mail.
     *
     * <p>Refuses with {@code EMAIL_TAKEN} only if the caller already has the address. Refuses with {@code
     * TOO_MANY_ATTEMPTS} also while the mail about an earlier, confirmed change is not delivered to its old mailbox, so
     * that a chain of changes cannot outrun the owner.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(
                        AuditAction.REQUEST_EMAIL_CHANGE, command.newEmail().attempted(), caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), ""))
                .attempt(() -> currentPassword.require(
                        command.token(),
                        command.current(),
                        caller,
                        holder -> List.of(),
                        holder -> decide(command, holder)));
    }

    private Decision<Void> decide(Command command, Holder holder) {
        for (EmailAddress mailed : List.of(command.newEmail(), holder.account().email())) {
            Refusal limited =
                    limiter.refusal(RateLimiter.Action.SIGN_UP, command.caller().address(), mailed.value());
            if (limited != null) {
                return Decision.of(holder.refused(limited));
            }
        }
        return Decision.of(() -> begin(command, holder));
    }

    private Result<Void> begin(Command command, Holder holder) {
        Result<Account> locked = currentPassword.lock(holder);
        if (locked.isRefused()) {
            return locked.asRefusal();
        }
        Account account = locked.value();
        if (account.email().equals(command.newEmail())) {
            return holder.refused(Refusal.of(Reason.EMAIL_TAKEN));
        }
        List<EmailChange> earlier = changes.of(account.id());
        Refusal tooEarly = OldMailboxes.refusal(earlier);
        if (tooEarly != null) {
            return holder.refused(tooEarly);
        }
        Instant now = clock.instant();
        changes.put(next(account, holder, command.newEmail(), earlier, now));
        enqueue(account, command.caller().language(), now);
        return Result.<Void>done().about(account.id(), holder.session());
    }

    /** In place of the pending change, whose cancellation code stays valid. */
    private EmailChange next(Account account, Holder holder, EmailAddress to, List<EmailChange> earlier, Instant now) {
        EmailChange last = earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        UUID id = last != null && last.isPending() ? last.id() : ids.next();
        EmailVerification attempts = last == null ? EmailVerification.owedBy(account.id()) : last.proof();
        return EmailChange.requested(id, account, holder.session(), to, codes.of(id), attempts, now);
    }

    private void enqueue(Account account, Locale language, Instant now) {
        outbox.enqueue(account.id(), MailKind.EMAIL_CHANGE_CODE, language, now);
        if (account.emailVerified()) {
            outbox.enqueue(account.id(), MailKind.EMAIL_CHANGE_REQUESTED, language, now);
        }
    }
}
