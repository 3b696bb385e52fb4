package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Disables an account, enables it again, or ends all its sessions, for an administrator or for the operator at the
 * command line. Disabling an account also ends its sessions immediately (ASVS 5.0, 7.4.2). A sign-in to a disabled
 * account gets the same response as a wrong password.
 */
public final class ManageAccount {
    /** A request of a caller with an access token, who must be an administrator. */
    public record Command(BearerToken token, AccountId account, Change change, CallerContext caller) {}

    /** A request of the operator, who can run commands with the settings of the service. */
    public record OperatorCommand(EmailAddress email, Change change, CallerContext caller) {}

    public enum Change {
        DISABLE(AuditAction.CHANGE_STATUS, "disabled"),
        ENABLE(AuditAction.CHANGE_STATUS, "enabled"),
        /** Ends all sessions. */
        SIGN_OUT(AuditAction.END_SESSIONS, "ended_by_administrator");

        private final AuditAction action;
        private final String note;

        Change(AuditAction action, String note) {
            this.action = action;
            this.note = note;
        }
    }

    private final Auditor auditor;
    private final LocalSessions sessions;
    private final AccountStore accounts;

    public ManageAccount(Auditor auditor, LocalSessions sessions, AccountStore accounts) {
        this.auditor = auditor;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    public Result<AccountId> execute(Command command) {
        Change change = command.change();
        return auditor.begin(change.action, command.caller())
                .attempt(() -> sessions.decideForAdministrator(
                        command.token(), by -> change(Optional.of(command.account()), change, by.session())));
    }

    public Result<AccountId> execute(OperatorCommand command) {
        return auditor.begin(command.change().action, command.caller())
                .aboutUnlessDone(command.email().attempted())
                .run(() -> change(accounts.findByEmail(command.email()).map(Account::id), command.change(), null));
    }

    /** @param by the administrator's session; null for the operator */
    private Result<AccountId> change(Optional<AccountId> id, Change change, @Nullable SessionId by) {
        // Locked, so that no concurrent sign-in opens a session.
        Optional<Account> locked = id.flatMap(accounts::lock);
        if (locked.isEmpty()) {
            return Result.<AccountId>refused(Reason.UNKNOWN_ACCOUNT).about(null, by);
        }
        Account account = locked.get();
        return apply(account, change)
                ? Result.of(account.id()).about(account.id(), by).noting(change.note)
                : Result.<AccountId>refused(Reason.UNCHANGED).about(account.id(), by);
    }

    /** Returns whether anything was changed. */
    private boolean apply(Account account, Change change) {
        if (change == Change.SIGN_OUT) {
            sessions.endAllOf(account.id(), Session.End.Reason.ENDED_BY_ADMINISTRATOR);
            return true;
        }
        boolean disables = change == Change.DISABLE;
        if (account.disabled() == disables) {
            return false;
        }
        accounts.update(account.asDisabled(disables));
        if (disables) {
            sessions.endAllOf(account.id(), Session.End.Reason.ACCOUNT_DISABLED);
        }
        return true;
    }
}
