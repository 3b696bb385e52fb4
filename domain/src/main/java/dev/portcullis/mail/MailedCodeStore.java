package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.MailedCodes;
import java.util.Optional;

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

    /** Deletes the codes of all kinds: none is valid any more, and none is owed. */
    void removeAllOf(AccountId account);
}
