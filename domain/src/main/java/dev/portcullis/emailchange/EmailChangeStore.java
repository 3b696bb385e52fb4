package dev.portcullis.emailchange;

import dev.portcullis.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Stores changes of addresses, until their accounts are deleted or the changes expire. Called inside a unit of work that
 * has locked the account, except for {@link #findByCancellation}.
 */
public interface EmailChangeStore {
    /** The changes of an account, the earliest first. */
    List<EmailChange> of(AccountId account);

    /** The change whose cancellation code has this digest. */
    Optional<EmailChange> findByCancellation(String digest);

    /** Stores a change, in place of its previous state. The account must exist. */
    void put(EmailChange change);
}
