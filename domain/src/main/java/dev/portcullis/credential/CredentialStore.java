package dev.portcullis.credential;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/** Stores one password hash per account. Called inside a unit of work. */
public interface CredentialStore {
    Optional<PasswordHash> find(AccountId account);

    /** Stores the hash of a new password and replaces any previous one. The account must exist. */
    void put(AccountId account, PasswordHash hash, Instant chosenAt);

    /**
     * Replaces the hash of an unchanged password by one with other parameters. Returns false if the password was changed
     * in the meantime or the account does not exist.
     */
    boolean exchange(AccountId account, PasswordHash expected, PasswordHash replacement);
}
