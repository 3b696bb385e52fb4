package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;

/**
 * Changes the groups of an account. Access tokens contain the new groups from the next refresh on; checks against the
 * store see them immediately.
 */
public final class ChangeGroups {
    /** Access tokens contain all groups of an account, and have to fit into a cookie (4,096 bytes). */
    public static final int MAXIMUM_GROUPS = 32;

    public record Command(EmailAddress email, GroupName group, Change change, CallerContext caller) {}

    public enum Change {
        ADD("added_to_"),
        REMOVE("removed_from_");

        private final String note;

        Change(String note) {
            this.note = note;
        }
    }

    private final Auditor auditor;
    private final AccountStore accounts;

    public ChangeGroups(Auditor auditor, AccountStore accounts) {
        this.auditor = auditor;
        this.accounts = accounts;
    }

    /**
     * Refuses with {@code UNKNOWN_ACCOUNT} also if the address is not verified: a stranger may have signed up with it.
     */
    public Result<Account> execute(Command command) {
        return auditor.begin(AuditAction.CHANGE_GROUPS, command.caller())
                .aboutUnlessDone(command.email().attempted())
                .run(() -> accounts.findByEmail(command.email())
                        .flatMap(found -> accounts.lock(found.id()))
                        .filter(Account::emailVerified)
                        .map(account -> change(account, command))
                        .orElseGet(() -> Result.refused(Reason.UNKNOWN_ACCOUNT)));
    }

    private Result<Account> change(Account account, Command command) {
        boolean adds = command.change() == Change.ADD;
        if (account.isIn(command.group()) == adds) {
            return Result.<Account>refused(Reason.UNCHANGED).about(account.id());
        }
        if (adds && account.groups().size() >= MAXIMUM_GROUPS) {
            return Result.<Account>refused(Reason.TOO_MANY_GROUPS).about(account.id());
        }
        Account changed = adds ? account.addedTo(command.group()) : account.removedFrom(command.group());
        accounts.update(changed);
        return Result.of(changed).about(account.id()).noting(command.change().note + command.group());
    }
}
