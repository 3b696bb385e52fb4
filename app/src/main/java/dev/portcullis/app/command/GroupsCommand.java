package dev.portcullis.app.command;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.administration.ChangeGroups.Change;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code account groups}: shows what an account may do, or changes it. */
@Singleton
final class GroupsCommand {
    private final ChangeGroups changeGroups;
    private final AccountStore accounts;
    private final UnitOfWork work;
    private final CliCaller operator;
    private final Console console;

    GroupsCommand(
            ChangeGroups changeGroups, AccountStore accounts, UnitOfWork work, CliCaller operator, Console console) {
        this.changeGroups = changeGroups;
        this.accounts = accounts;
        this.work = work;
        this.operator = operator;
        this.console = console;
    }

    ExitCode run(Request.Groups request) {
        return change(request.email(), Change.ADD, request.added())
                        && change(request.email(), Change.REMOVE, request.removed())
                ? show(request.email())
                : ExitCode.FAILED;
    }

    /** @return false when there is nobody to be changed */
    private boolean change(EmailAddress email, Change change, List<GroupName> groups) {
        return groups.stream().allMatch(group -> change(email, change, group));
    }

    private boolean change(EmailAddress email, Change change, GroupName group) {
        ChangeGroups.Command command =
                new ChangeGroups.Command(email, group, change, operator.running("account groups"));
        if (changeGroups.execute(command).isRefusedWith(Reason.UNKNOWN_ACCOUNT)) {
            console.err().println("No account with this address has verified it.");
            return false;
        }
        return true;
    }

    private ExitCode show(EmailAddress email) {
        Optional<Account> account = work.call(() -> accounts.findByEmail(email));
        if (account.isEmpty()) {
            console.err().println("There is no account with this address.");
            return ExitCode.FAILED;
        }
        PrintStream out = console.lines();
        new TreeSet<>(account.get().groups()).forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }
}
