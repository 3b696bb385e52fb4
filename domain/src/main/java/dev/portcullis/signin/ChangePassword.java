package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import dev.portcullis.signin.CurrentPassword.Holder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Changes the password of the signed-in caller, who must send the current one (ASVS 5.0, 6.2.3): an unattended session
 * is not enough. All other sessions of the account end, because an attacker who knew the old password may own one
 * (7.4.3), and the account's owner gets a mail. A wrong current password counts like a wrong password at sign-in.
 */
public final class ChangePassword {
    public record Command(BearerToken token, Password current, Password chosen, CallerContext caller) {}

    /** The field with the new password. */
    private static final String NEW_PASSWORD = "new_password";

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final CurrentPassword currentPassword;
    private final LocalSessions sessions;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final MailOutbox outbox;
    private final Clock clock;

    public ChangePassword(
            Auditor auditor,
            RateLimiter limiter,
            CurrentPassword currentPassword,
            LocalSessions sessions,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy policy,
            MailOutbox outbox,
            Clock clock) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.currentPassword = currentPassword;
        this.sessions = sessions;
        this.credentials = credentials;
        this.hasher = hasher;
        this.policy = policy;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Refuses with {@code CURRENT_PASSWORD_WRONG} also if the password was changed concurrently. That refusal reports what
     * is wrong with the new password as well.
     */
    public Result<Void> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(AuditAction.CHANGE_PASSWORD, caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), ""))
                .attempt(() -> currentPassword.require(
                        command.token(),
                        command.current(),
                        caller,
                        holder -> violations(command.chosen(), holder),
                        holder -> hash(command, holder)));
    }

    private List<Refusal.Detail> violations(Password chosen, Holder holder) {
        return policy.violationOfRules(chosen, holder.account().holderTexts())
                .map(violation -> violation.toRefusal(NEW_PASSWORD).details())
                .orElse(List.of());
    }

    private Decision<Void> hash(Command command, Holder holder) {
        Optional<PasswordPolicy.Violation> violation =
                policy.violationBy(command.chosen(), holder.account().holderTexts());
        if (violation.isPresent()) {
            Refusal refusal = violation.get().toRefusal(NEW_PASSWORD);
            // A password that could not be checked is a fault, whose event names nobody.
            return Decision.of(
                    refusal.reason() == Reason.PASSWORD_UNCHECKED ? Result.refused(refusal) : holder.refused(refusal));
        }
        PasswordHash chosen = hasher.hash(command.chosen());
        return Decision.of(() -> change(holder, chosen, command.caller().language()));
    }

    private Result<Void> change(Holder holder, PasswordHash chosen, Locale language) {
        Result<Account> account = currentPassword.lock(holder);
        if (account.isRefused()) {
            return account.asRefusal();
        }
        Instant now = clock.instant();
        credentials.put(holder.id(), chosen, now);
        sessions.endOthersOf(holder.id(), holder.session(), Session.End.Reason.PASSWORD_CHANGED);
        // An unverified address may belong to a stranger.
        if (account.value().emailVerified()) {
            outbox.enqueue(holder.id(), MailKind.PASSWORD_CHANGED, language, now);
        }
        return Result.<Void>done().about(holder.id(), holder.session());
    }
}
