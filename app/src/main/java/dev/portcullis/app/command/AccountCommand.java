package dev.portcullis.app.command;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.app.console.CliCaller;
import dev.portcullis.app.console.Console;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code account}: manages the accounts of other people. */
@Command(name = "account", synopsisSubcommandLabel = "COMMAND", description = "Manage accounts.")
final class AccountCommand {
    private static final String EMAIL = "EMAIL";
    private static final String ADDRESS = "The account's e-mail address.";

    @Inject
    UseCases useCases;

    @Inject
    CliCaller caller;

    @Inject
    Console console;

    @Command(
            name = "groups",
            description =
                    "List the groups of an account, or change them and list the result. Changes are recorded in the"
                            + " audit log.")
    int groups(
            @Parameters(paramLabel = EMAIL, description = ADDRESS + " It must be verified before groups can change.")
                    EmailAddress email,
            @Mixin GroupChanges changes) {
        return change(email, ChangeGroups.Change.ADD, changes.added)
                        && change(email, ChangeGroups.Change.REMOVE, changes.removed)
                ? list(email)
                : ExitCode.SOFTWARE;
    }

    private boolean change(EmailAddress email, ChangeGroups.Change change, List<GroupName> groups) {
        return groups.stream().allMatch(group -> change(email, change, group));
    }

    /** @return false if the change was refused; the error is printed */
    private boolean change(EmailAddress email, ChangeGroups.Change change, GroupName group) {
        Result<Account> result = useCases.changeGroups()
                .execute(new ChangeGroups.Command(email, group, change, caller.running("account groups")));
        if (!result.isRefused() || result.isRefusedWith(Reason.UNCHANGED)) {
            return true;
        }
        console.err()
                .println(
                        result.isRefusedWith(Reason.TOO_MANY_GROUPS)
                                ? "An account can be in at most " + ChangeGroups.MAXIMUM_GROUPS + " groups."
                                : "No account has verified this e-mail address.");
        return false;
    }

    private int list(EmailAddress email) {
        return useCases.listGroups()
                .execute(email)
                .map(groups -> console.print(groups.toArray(String[]::new)))
                .orElseGet(this::unknownAccount);
    }

    @Command(
            name = "disable",
            description =
                    "Disable an account: end all its sessions and reject its sign-ins. Recorded in the audit log.")
    int disable(@Parameters(paramLabel = EMAIL, description = ADDRESS) EmailAddress email) {
        return manage(email, ManageAccount.Change.DISABLE, "account disable");
    }

    @Command(
            name = "enable",
            description = "Enable a disabled account, so that it can sign in again. Recorded in the audit log.")
    int enable(@Parameters(paramLabel = EMAIL, description = ADDRESS) EmailAddress email) {
        return manage(email, ManageAccount.Change.ENABLE, "account enable");
    }

    @Command(name = "sign-out", description = "End all sessions of an account. Recorded in the audit log.")
    int signOut(@Parameters(paramLabel = EMAIL, description = ADDRESS) EmailAddress email) {
        return manage(email, ManageAccount.Change.SIGN_OUT, "account sign-out");
    }

    private int manage(EmailAddress email, ManageAccount.Change change, String commandLine) {
        Result<AccountId> result = useCases.manageAccount()
                .execute(new ManageAccount.OperatorCommand(email, change, caller.running(commandLine)));
        return result.isRefusedWith(Reason.UNKNOWN_ACCOUNT) ? unknownAccount() : ExitCode.OK;
    }

    private int unknownAccount() {
        return console.fail("No account has this e-mail address.");
    }
}
