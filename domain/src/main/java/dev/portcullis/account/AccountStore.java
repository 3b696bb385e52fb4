package dev.portcullis.account;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Stores accounts; addresses are unique. Called inside a unit of work; {@link #findHolder}, which every sign-in waits for,
 * also outside of one.
 */
public interface AccountStore {
    /** An account that can sign in, and the hash of its password. */
    record Holder(Account account, PasswordHash hash) {}

    Optional<Account> find(AccountId id);

    Optional<Account> findByEmail(EmailAddress email);

    /** As {@link #find}, and locks the account until the unit of work ends. */
    @CanIgnoreReturnValue
    Optional<Account> lock(AccountId id);

    /** The account with this address and its password hash. Takes the same work whether or not there is one. */
    Optional<Holder> findHolder(EmailAddress email);

    /** The account and its password hash, both locked until the unit of work ends, and as they are then. */
    Optional<Holder> lockHolder(AccountId id);

    /**
     * Locks all accounts that may {@linkplain Account#isAdministrator administer} others and are not disabled, until the
     * unit of work ends. Of concurrent callers one goes on, and the next one gets the accounts as that one left them.
     * Called before any other lock of an account.
     */
    List<AccountId> lockAdministrators();

    /** Stores a new account and returns true, unless its address is taken, also by a concurrent insert. */
    boolean insert(Account account);

    /** Deletes an account that was locked in this unit of work, with its credential, sessions and everything else. */
    void remove(AccountId id);

    /** Stores the new state of an account that was locked in this unit of work. */
    void update(Account account);
}
