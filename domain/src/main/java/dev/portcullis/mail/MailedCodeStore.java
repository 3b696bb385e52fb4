package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.MailedCodes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Stores the codes that accounts are owed or were sent, by the kind of mail that contains them. Those of
 * {@link MailKind#VERIFICATION_CODE} are in the {@link dev.portcullis.verification.VerificationStore} instead, with their
 * count of attempts. Called inside a unit of work.
 */
public interface MailedCodeStore {
    Optional<MailedCodes> find(AccountId account, MailKind kind);

    /** As {@link #find}, and locks the codes until the unit of work ends. */
    Optional<MailedCodes> lock(AccountId account, MailKind kind);

    /** Stores codes in place of the previous ones of their kind. The account must exist. */
    void put(AccountId account, MailKind kind, MailedCodes codes);

    /** Changes the codes of an account, and returns whether it is owed codes of this kind. */
    default boolean change(AccountId account, MailKind kind, UnaryOperator<MailedCodes> change) {
        Optional<MailedCodes> owed = lock(account, kind);
        owed.map(change).ifPresent(changed -> put(account, kind, changed));
        return owed.isPresent();
    }

    /** Deletes the codes of all kinds: none is valid any more, and none is owed. */
    void removeAllOf(AccountId account);
}
