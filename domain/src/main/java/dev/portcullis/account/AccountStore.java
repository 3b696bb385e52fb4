package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/** Keeps accounts; no two have one address. Called inside a unit of work. */
public interface AccountStore {
    Optional<Account> find(AccountId id);

    Optional<Account> findByEmail(EmailAddress email);

    /** As {@link #find}, and holds the account against changes by others until the unit of work ends. */
    Optional<Account> lock(AccountId id);

    /**
     * Keeps a new account, unless its address is taken, also by somebody who was faster by a moment. The unit of work
     * goes on either way.
     *
     * @return whether it was kept
     */
    boolean insert(Account account);

    /** Removes an account that was locked in this unit of work, with its credential, its sessions and all else of it. */
    void remove(AccountId id);

    /** Keeps the new state of an account that was locked in this unit of work. */
    void update(Account account);
}
