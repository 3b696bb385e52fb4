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
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final VerificationPolicy policy;
    private final PasswordHasher hasher;
    private final MailOutbox outbox;
    private final UnitOfWork work;
    private final Clock clock;

    public ConfirmEmailChange(
            Auditor auditor,
            RateLimiter limiter,
            LocalSessions sessions,
            AccountStore accounts,
            EmailChangeStore changes,
            AddressChanger addresses,
            VerificationStore verifications,
            VerificationPolicy policy,
            PasswordHasher hasher,
            MailOutbox outbox,
            UnitOfWork work,
            Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
        this.accounts = accounts;
        this.changes = changes;
        this.addresses = addresses;
        this.verifications = verifications;
        this.policy = policy;
        this.hasher = hasher;
        this.outbox = outbox;
        this.work = work;
        this.clock = clock;
    }

    /**
     * The unique key of addresses decides now: refuses with {@code EMAIL_TAKEN} if another account has the address, which
     * the caller may know, since the code proves its mailbox. Also refuses with {@code NOT_AUTHENTICATED}, {@code
     * CODE_INVALID}, {@code CODE_EXPIRED}, also if this session did not ask for a change, {@code TOO_MANY_TRIES} for this
     * account, or {@code TOO_MANY_ATTEMPTS}.
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
        Result<List<PasswordHash>> codes = work.call(() -> countTry(principal));
        if (codes.isRefused()) {
            return Decision.of(codes.<Confirmed>asRefusal());
        }
        Optional<PasswordHash> matched = match(principal, command.code(), codes.value());
        return Decision.of(() -> conclude(principal, matched, command.caller().language()));
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

    /** Counts a try before the comparison, and returns the codes to compare with. */
    private Result<List<PasswordHash>> countTry(Principal principal) {
        if (locked(principal).isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        EmailChange change = pending(principal).orElse(null);
        if (change == null) {
            return refused(Refusal.of(Reason.CODE_EXPIRED), principal);
        }
        Instant now = clock.instant();
        Result<List<PasswordHash>> codes = change.proof().codesAt(now, policy.codeLifetime());
        if (codes.isRefused()) {
            return codes.about(principal);
        }
        changes.put(change.provenBy(change.proof().countingTry(now)));
        return codes;
    }

    private static <T> Result<T> refused(Refusal refusal, Principal principal) {
        return Result.<T>refused(refusal).about(principal);
    }

    private Optional<PasswordHash> match(Principal principal, VerificationCode code, List<PasswordHash> codes) {
        try {
            return codes.stream().filter(hash -> hasher.matches(code, hash)).findFirst();
        } catch (Overloaded notCompared) {
            work.run(() -> locked(principal)
                    .flatMap(account -> pending(principal))
                    .map(change -> change.provenBy(change.proof().forgivingTry()))
                    .ifPresent(changes::put));
            throw notCompared;
        }
    }

    private Result<Confirmed> conclude(Principal principal, Optional<PasswordHash> matched, Locale language) {
        Account account = locked(principal).orElse(null);
        if (account == null) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        EmailChange change = pending(principal).orElse(null);
        if (change == null || matched.isEmpty() || !isStillGood(change.proof(), matched.get())) {
            return refused(Refusal.of(Reason.CODE_INVALID), principal);
        }
        Account changed = addresses.change(account, change.to()).orElse(null);
        if (changed == null) {
            return refused(Refusal.of(Reason.EMAIL_TAKEN), principal);
        }
        verifications.remove(account.id());
        confirm(account, change, language);
        return Result.of(new Confirmed(changed, sessions.renew(changed, principal.session())))
                .about(principal);
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

    private boolean isStillGood(EmailVerification proof, PasswordHash matched) {
        return proof.codes().goodAt(clock.instant(), policy.codeLifetime()).contains(matched);
    }
}
