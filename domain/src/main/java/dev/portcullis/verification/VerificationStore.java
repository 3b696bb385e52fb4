package dev.portcullis.verification;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/** Stores the pending verification of unverified accounts, one per account. Called inside a unit of work. */
public interface VerificationStore {
    /** Reads the pending verification and locks it until the unit of work ends. */
    Optional<EmailVerification> lock(AccountId account);

    /** Stores a pending verification in place of the previous one. The account must exist. */
    void put(EmailVerification verification);

    /** Deletes the pending verification. Does nothing if there is none. */
    void remove(AccountId account);
}
