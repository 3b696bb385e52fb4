package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import dev.portcullis.verification.CodeComparison;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sets a new password with a code that was mailed to the address of the account: limits, policy, code, commit. The code
 * proves that the caller can read the mailbox, so an unverified address is verified as well. All sessions and all other
 * codes of the account end, and its owner gets a mail. Opens no session.
 */
public final class ResetPassword {
    public record Command(EmailAddress email, VerificationCode code, Password chosen, CallerContext caller) {}

    /** The field with the new password. */
    private static final String NEW_PASSWORD = "new_password";

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final AccountStore accounts;
    private final VerificationStore verifications;
    private final MailedCodeStore codes;
    private final VerificationPolicy codePolicy;
    private final CredentialStore credentials;
    private final CodeComparison comparison;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final LocalSessions sessions;
    private final MailOutbox outbox;
    private final UnitOfWork work;
    private final Clock clock;
    private final Ids ids;

    public ResetPassword(
            Auditor auditor,
            RateLimiter limiter,
            AccountStore accounts,
            VerificationStore verifications,
            MailedCodeStore codes,
            VerificationPolicy codePolicy,
            CredentialStore credentials,
            CodeComparison comparison,
            PasswordHasher hasher,
            PasswordPolicy policy,
            LocalSessions sessions,
            MailOutbox outbox,
            UnitOfWork work,
            Clock clock,
            Ids ids) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.accounts = accounts;
        this.verifications = verifications;
        this.codes = codes;
        this.codePolicy = codePolicy;
        this.credentials = credentials;
        this.comparison = comparison;
        this.hasher = hasher;
        this.policy = policy;
        this.sessions = sessions;
        this.outbox = outbox;
        this.work = work;
        this.clock = clock;
        this.ids = ids;
    }

    /** The account of an address and its valid codes: none if it is disabled. */
    private record Owed(Optional<Account> account, List<PasswordHash> codes) {
        Reason reason() {
            if (account.isEmpty()) {
                return Reason.UNKNOWN_ACCOUNT;
            }
            if (account.get().disabled()) {
                return Reason.ACCOUNT_DISABLED;
            }
            return codes.isEmpty() ? Reason.CODE_EXPIRED : Reason.CODE_INVALID;
        }

        Result<Void> refused() {
            return Result.<Void>refused(reason()).about(account.map(Account::id).orElse(null));
        }
    }

    /**
     * Only the audit log has the difference between a wrong code, an expired one, and an address without an account or
     * with a disabled one; they take the same work.
     *
     * <p>A right code with a password that the policy refuses stays valid and does not count as an attempt.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        LoginAttempt attempt =
                limiter.limitedReset(caller.address(), command.email().value());
        AuditedOperation operation = auditor.begin(
                        AuditAction.RESET_PASSWORD, command.email().attempted(), caller)
                .limitedBy(attempt.refusal());
        return attempt.countedIf(
                result -> result.isRefusedWith(Reason.CODE_INVALID),
                () -> operation.attempt(() -> compare(command, attempt)));
    }

    private Decision<Void> compare(Command command, LoginAttempt attempt) {
        Optional<PasswordPolicy.Violation> violation =
                policy.violationBy(command.chosen(), command.email().holderTexts());
        if (violation.isPresent()) {
            return Decision.of(Result.refused(violation.get().toRefusal(NEW_PASSWORD)));
        }
        Owed owed = work.call(() -> owed(command.email()));
        Optional<PasswordHash> matched = comparison.match(command.code(), owed.codes());
        if (owed.account().isEmpty() || matched.isEmpty()) {
            return Decision.of(owed.refused()).answering(result -> Result.refused(Reason.CODE_INVALID));
        }
        Account account = owed.account().get();
        // The name is known only now.
        violation = policy.violationOfRules(command.chosen(), account.holderTexts());
        if (violation.isPresent()) {
            Refusal refusal = violation.get().toRefusal(NEW_PASSWORD);
            return Decision.of(Result.<Void>refused(refusal).about(account.id()));
        }
        PasswordHash chosen = hasher.hash(command.chosen());
        return Decision.of(() -> reset(
                account.id(), matched.get(), chosen, attempt, command.caller().language()));
    }

    private Owed owed(EmailAddress email) {
        Optional<Account> account = accounts.findByEmail(email);
        // Queried also for an unknown address, so that the response time does not reveal whether it has an account.
        AccountId id = account.map(Account::id).orElseGet(() -> new AccountId(ids.next()));
        List<PasswordHash> good = goodCodes(codes.find(id, MailKind.PASSWORD_RESET_CODE));
        return new Owed(account, account.filter(Account::disabled).isPresent() ? List.of() : good);
    }

    private List<PasswordHash> goodCodes(Optional<MailedCodes> mailed) {
        return mailed.map(found -> found.goodAt(clock.instant(), codePolicy.codeLifetime()))
                .orElse(List.of());
    }

    private Result<Void> reset(
            AccountId id, PasswordHash matched, PasswordHash chosen, LoginAttempt attempt, Locale language) {
        Optional<Account> account = accounts.lock(id).filter(found -> !found.disabled());
        boolean isGood = goodCodes(codes.lock(id, MailKind.PASSWORD_RESET_CODE)).contains(matched);
        if (account.isEmpty() || !isGood) {
            return Result.<Void>refused(Reason.CODE_INVALID).about(id);
        }
        if (!account.get().emailVerified()) {
            accounts.update(account.get().verified());
            verifications.remove(id);
        }
        Instant now = clock.instant();
        credentials.put(id, chosen, now);
        codes.removeAllOf(id);
        sessions.endAllOf(id, Session.End.Reason.PASSWORD_CHANGED);
        outbox.enqueue(id, MailKind.PASSWORD_RESET, language, now);
        attempt.succeeded();
        return Result.<Void>done().about(id);
    }
}
