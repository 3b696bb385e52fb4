package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Optional;
import java.util.function.Function;

/**
 * An administrator changes what an account may do. Access tokens tell the new groups from the next refresh on; what asks
 * the store knows them at once.
 */
public final class ChangeGroups {
    public record Command(EmailAddress email, GroupName group, Change change, CallerContext caller) {}

    public enum Change {
        ADD,
        REMOVE
    }

    public sealed interface Outcome {
        record Changed(Account account) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.changed().apply(this);
            }
        }

        /** The account is in the group already, or was not in it. */
        record Unchanged(AccountId account) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unchanged().apply(this);
            }
        }

        /**
         * There is no account with this address, or it is not verified: whoever signed up need not be whom the
         * administrator means.
         */
        record UnknownAccount() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unknownAccount().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Changed, ? extends R> changed,
                Function<? super Unchanged, ? extends R> unchanged,
                Function<? super UnknownAccount, ? extends R> unknownAccount) {}
    }

    private final AccountStore accounts;
    private final UnitOfWork work;
    private final Attempts attempts;

    public ChangeGroups(AccountStore accounts, UnitOfWork work, Attempts attempts) {
        this.accounts = accounts;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt = attempts.begin(
                AuditEvent.Action.CHANGE_GROUPS,
                command.email().attempted(),
                command.caller(),
                outcome -> event(command, outcome));
        return attempt.ask(recorder -> work.decide(() -> decide(command), recorder));
    }

    private Outcome decide(Command command) {
        Optional<Account> account = accounts.findByEmail(command.email())
                .flatMap(found -> accounts.lock(found.id()))
                .filter(Account::emailVerified);
        return account.<Outcome>map(found -> change(found, command)).orElseGet(Outcome.UnknownAccount::new);
    }

    private Outcome change(Account account, Command command) {
        boolean wanted = command.change() == Change.ADD;
        if (account.isIn(command.group()) == wanted) {
            return new Outcome.Unchanged(account.id());
        }
        Account changed = wanted ? account.addedTo(command.group()) : account.removedFrom(command.group());
        accounts.update(changed);
        return new Outcome.Changed(changed);
    }

    private static AuditEvent event(Command command, Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                changed -> new AuditEvent.GroupsChanged(changed.account().id(), reason(command)),
                unchanged -> new AuditEvent.GroupsNotChanged(
                        unchanged.account(), command.email().attempted(), "unchanged"),
                unknown -> new AuditEvent.GroupsNotChanged(null, command.email().attempted(), "unknown_account")));
    }

    private static String reason(Command command) {
        return switch (command.change()) {
            case ADD -> "added_to_" + command.group();
            case REMOVE -> "removed_from_" + command.group();
        };
    }
}
