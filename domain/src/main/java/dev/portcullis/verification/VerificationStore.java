package dev.portcullis.verification;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores the pending verification of unverified accounts, one per account. Called inside a unit of work. */
public interface VerificationStore {
    /** Reads the pending verification and locks it until the unit of work ends. */
    Optional<EmailVerification> lock(AccountId account);

    /** Stores a pending verification in place of the previous one. The account must exist. */
    void put(EmailVerification verification);

    /** Changes the codes of the pending verification, and returns whether there is one. */
    default boolean changeCodes(AccountId account, UnaryOperator<MailedCodes> change) {
        Optional<EmailVerification> pending = lock(account);
        pending.map(owed -> owed.with(change.apply(owed.codes()))).ifPresent(this::put);
        return pending.isPresent();
    }

    /** Deletes the pending verification. Does nothing if there is none. */
    void remove(AccountId account);
}
