package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/** Stores accounts; addresses are unique. Called inside a unit of work. */
public interface AccountStore {
    Optional<Account> find(AccountId id);

    Optional<Account> findByEmail(EmailAddress email);

    /** As {@link #find}, and locks the account until the unit of work ends. */
    Optional<Account> lock(AccountId id);

    /**
     * Stores a new account, unless its address is taken, also by a concurrent insert. The unit of work continues either
     * way.
     *
     * @return whether it was stored
     */
    boolean insert(Account account);

    /** Deletes an account that was locked in this unit of work, with its credential, sessions and everything else. */
    void remove(AccountId id);

    /** Stores the new state of an account that was locked in this unit of work. */
    void update(Account account);
}
