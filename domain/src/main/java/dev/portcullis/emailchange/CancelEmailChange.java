package dev.portcullis.emailchange;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Cancels a change of address for the owner of the old mailbox, who has the code of its mail and needs no session. The
 * person who asked for the change had a session and knew the password: all sessions end, and the password stops working.
 */
public final class CancelEmailChange {
    public record Command(CancellationCode code, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final EmailChangeStore changes;
    private final AddressChanger addresses;
    private final PasswordHasher hasher;
    private final Clock clock;

    public CancelEmailChange(
            Auditor auditor,
            RateLimiter limiter,
            LocalSessions sessions,
            AccountStore accounts,
            CredentialStore credentials,
            EmailChangeStore changes,
            AddressChanger addresses,
            PasswordHasher hasher,
            Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
        this.accounts = accounts;
        this.credentials = credentials;
        this.changes = changes;
        this.addresses = addresses;
        this.hasher = hasher;
        this.clock = clock;
    }

    /**
     * Refuses with {@code CODE_EXPIRED} also if the change was canceled before, and with {@code EMAIL_TAKEN} if another
     * account has proven the old address since.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        LoginAttempt attempt = limiter.limitedCode(caller.address());
        AuditedOperation operation =
                auditor.begin(AuditAction.CANCEL_EMAIL_CHANGE, caller).limitedBy(attempt.refusal());
        return attempt.countedIf(
                result -> result.isRefusedWith(Reason.CODE_INVALID), () -> operation.run(() -> cancel(command.code())));
    }

    private Result<Void> cancel(CancellationCode code) {
        return changes.findByCancellation(code.digest())
                .flatMap(named -> accounts.lock(named.account()).map(account -> cancel(account, named)))
                .orElseGet(() -> Result.refused(Reason.CODE_INVALID));
    }

    private Result<Void> cancel(Account account, EmailChange named) {
        Instant now = clock.instant();
        List<EmailChange> fromThis = changes.of(account.id()).stream()
                .dropWhile(change -> !change.id().equals(named.id()))
                .toList();
        if (fromThis.isEmpty() || !fromThis.get(0).isCancelableAt(now)) {
            return Result.<Void>refused(Reason.CODE_EXPIRED).about(account.id());
        }
        return cancel(account, fromThis, now).about(account.id());
    }

    /** Later changes go with the first: they were made by the same caller, or by one who got the account from them. */
    private Result<Void> cancel(Account account, List<EmailChange> fromThis, Instant now) {
        EmailChange first = fromThis.get(0);
        if (!first.isPending() && addresses.change(account, first.from()).isEmpty()) {
            return Result.refused(Reason.EMAIL_TAKEN);
        }
        sessions.endAllOf(account.id(), Session.End.Reason.EMAIL_CHANGE_CANCELED);
        // No password matches it. A reset replaces it.
        credentials.put(account.id(), hasher.decoy(), now);
        fromThis.forEach(change -> changes.put(change.canceled(now)));
        return Result.<Void>done().noting(first.isPending() ? "pending" : "confirmed");
    }
}
