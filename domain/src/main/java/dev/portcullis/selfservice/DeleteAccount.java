package dev.portcullis.selfservice;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.Password;
import dev.portcullis.emailchange.OldMailboxes;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.signin.CurrentPassword;
import dev.portcullis.signin.CurrentPassword.Holder;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * Deletes the caller's own account, given the current password, in one unit of work: the account with its password hash,
 * sessions, codes and mails, and what is counted for its login. Its audit events stay with its id alone: nothing leads from
 * them to its address any more (ADR 45). The address can sign up again at once.
 */
public final class DeleteAccount {
    public record Command(BearerToken token, Password current, CallerContext caller) {}

    private final Auditor auditor;
    private final AuditWriter log;
    private final RateLimiter limiter;
    private final CurrentPassword currentPassword;
    private final AccountStore accounts;
    private final OldMailboxes oldMailboxes;
    private final MailOutbox outbox;
    private final Clock clock;

    public DeleteAccount(
            Auditor auditor,
            AuditWriter log,
            RateLimiter limiter,
            CurrentPassword currentPassword,
            AccountStore accounts,
            OldMailboxes oldMailboxes,
            MailOutbox outbox,
            Clock clock) {
        this.auditor = auditor;
        this.log = log;
        this.limiter = limiter;
        this.currentPassword = currentPassword;
        this.accounts = accounts;
        this.oldMailboxes = oldMailboxes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Refuses with {@code CURRENT_PASSWORD_WRONG} also if the password was changed concurrently, and with {@code
     * TOO_MANY_ATTEMPTS} also while the {@linkplain OldMailboxes old mailbox} is not told of a change of address. The last
     * administrator stays, because nobody else could administer accounts. A mail to a verified address tells its owner.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(AuditAction.DELETE_ACCOUNT, caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), ""))
                .attempt(() -> currentPassword.requireForTheLastTime(
                        command.token(),
                        command.current(),
                        caller,
                        holder -> Decision.of(() -> delete(holder, caller.language()))));
    }

    private Result<Void> delete(Holder holder, Locale language) {
        AccountId id = holder.id();
        // Before the account, so that two administrators who leave at once do not wait for each other.
        List<AccountId> administrators = holder.account().isAdministrator() ? accounts.lockAdministrators() : List.of();
        Result<Account> locked = currentPassword.lock(holder);
        if (locked.isRefused()) {
            return locked.asRefusal();
        }
        Account account = locked.value();
        Refusal tooEarly = oldMailboxes.refusal(id);
        if (tooEarly != null) {
            return holder.refused(tooEarly);
        }
        // Nobody else was found, also if the account became an administrator meanwhile.
        if (account.isAdministrator() && administrators.stream().allMatch(id::equals)) {
            return holder.refused(Refusal.of(Reason.LAST_ADMINISTRATOR));
        }
        remove(account, language);
        return Result.<Void>done().about(id, holder.session());
    }

    private void remove(Account account, Locale language) {
        // An unverified address may belong to a stranger.
        if (account.emailVerified()) {
            outbox.enqueueTo(
                    account.email().value(), account.id(), MailKind.ACCOUNT_DELETED, language, clock.instant());
        }
        log.forget(account.id(), account.email().attempted());
        limiter.forget(account.email().value());
        accounts.remove(account.id());
    }
}
