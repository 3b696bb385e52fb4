package dev.portcullis.administration;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lists the groups of an account, for operators. Changes nothing, so it leaves no audit event. */
public final class ListGroups {
    private final AccountStore accounts;
    private final UnitOfWork work;

    public ListGroups(AccountStore accounts, UnitOfWork work) {
        this.accounts = accounts;
        this.work = work;
    }

    /** The names of the groups in alphabetical order; empty if no account has this address. */
    public Optional<SortedSet<String>> execute(EmailAddress email) {
        return work.call(() -> accounts.findByEmail(email)).map(account -> new TreeSet<>(account.groups()));
    }
}
