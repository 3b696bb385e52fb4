package dev.portcullis.emailchange;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.verification.CodeComparison;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Changes the address of the signed-in caller, whose session asked for it, by a code that was sent to the new mailbox. */
public final class ConfirmEmailChange {
    public record Command(BearerToken token, VerificationCode code, CallerContext caller) {}

    public record Confirmed(Account account, AccessToken freshToken) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final EmailChangeStore changes;
    private final AddressChanger addresses;
    private final VerificationStore verifications;
    private final CodeComparison codes;
    private final MailOutbox outbox;
    private final Clock clock;

    public ConfirmEmailChange(
            Auditor auditor,
            RateLimiter limiter,
            LocalSessions sessions,
            AccountStore accounts,
            EmailChangeStore changes,
            AddressChanger addresses,
            VerificationStore verifications,
            CodeComparison codes,
            MailOutbox outbox,
            Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
        this.accounts = accounts;
        this.changes = changes;
        this.addresses = addresses;
        this.verifications = verifications;
        this.codes = codes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The unique key of addresses decides now: refuses with {@code EMAIL_TAKEN} if another account has the address, which
     * the caller may know, since the code proves its mailbox. Refuses with {@code CODE_EXPIRED} also if this session did
     * not ask for a change.
     */
    public Result<Confirmed> execute(Command command) {
        CallerContext caller = command.caller();
        LoginAttempt attempt = limiter.limitedCode(caller.address());
        AuditedOperation operation =
                auditor.begin(AuditAction.CONFIRM_EMAIL_CHANGE, caller).limitedBy(attempt.refusal());
        return attempt.countedIf(
                result -> result.isRefusedWith(Reason.CODE_INVALID), () -> operation.attempt(() -> compare(command)));
    }

    private Decision<Confirmed> compare(Command command) {
        Principal principal = sessions.authenticate(command.token()).orElse(null);
        if (principal == null) {
            return Decision.of(Result.refused(Reason.NOT_AUTHENTICATED));
        }
        Result<Optional<PasswordHash>> matched =
                codes.compare(command.code(), () -> proof(principal), proof -> put(principal, proof));
        return matched.isRefused()
                ? Decision.of(matched.<Confirmed>asRefusal())
                : Decision.of(() ->
                        conclude(principal, matched.value(), command.caller().language()));
    }

    private Optional<Account> locked(Principal principal) {
        return accounts.lock(principal.account()).filter(account -> sessions.isLive(principal.session()));
    }

    /** The pending change of an account, if this session asked for it. */
    private Optional<EmailChange> pending(Principal principal) {
        return changes.of(principal.account()).stream()
                .filter(change -> change.isPending() && change.session().equals(principal.session()))
                .findFirst();
    }

    /** The codes and attempts of the pending change, whose account is locked. */
    private Result<EmailVerification> proof(Principal principal) {
        if (locked(principal).isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        return pending(principal)
                .map(change -> Result.of(change.proof()))
                .orElseGet(() -> Result.refused(Reason.CODE_EXPIRED))
                .about(principal);
    }

    private void put(Principal principal, EmailVerification proof) {
        pending(principal).map(change -> change.provenBy(proof)).ifPresent(changes::put);
    }

    private static <T> Result<T> refused(Reason reason, Principal principal) {
        return Result.<T>refused(reason).about(principal);
    }

    private Result<Confirmed> conclude(Principal principal, Optional<PasswordHash> matched, Locale language) {
        Account account = locked(principal).orElse(null);
        if (account == null) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        EmailChange change = pending(principal).orElse(null);
        if (change == null || !codes.isStillGood(change.proof(), matched)) {
            return refused(Reason.CODE_INVALID, principal);
        }
        Account changed = addresses.change(account, change.to()).orElse(null);
        if (changed == null) {
            return refused(Reason.EMAIL_TAKEN, principal);
        }
        verifications.remove(account.id());
        confirm(account, change, language);
        return Result.of(new Confirmed(changed, sessions.renew(changed, principal.session())))
                .about(principal)
                .about(changed.email().attempted());
    }

    /** The old address has got no mail yet if it was verified after the request. */
    private void confirm(Account before, EmailChange change, Locale language) {
        Instant now = clock.instant();
        EmailChange confirmed = change.confirmed(now);
        // An unverified address may belong to a stranger.
        changes.put(before.emailVerified() ? confirmed : confirmed.told());
        if (before.emailVerified() && !change.ownerTold()) {
            outbox.enqueue(before.id(), MailKind.EMAIL_CHANGE_REQUESTED, language, now);
        }
    }
}
