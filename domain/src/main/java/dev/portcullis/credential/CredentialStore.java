package dev.portcullis.credential;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/** Keeps one password hash for each account. Called inside a unit of work. */
public interface CredentialStore {
    Optional<PasswordHash> find(AccountId account);

    /** Keeps the hash of a newly chosen password, in the place of any other. The account must exist. */
    void put(AccountId account, PasswordHash hash, Instant chosenAt);

    /**
     * Exchanges the hash of an unchanged password for one with other parameters, if it is still the expected one.
     *
     * @return whether it was; false means that another password was chosen meanwhile, or the account is gone
     */
    boolean exchange(AccountId account, PasswordHash expected, PasswordHash replacement);
}
