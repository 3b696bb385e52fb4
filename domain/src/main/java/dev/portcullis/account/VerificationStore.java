package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/** Keeps what unverified accounts still have to prove, one each. Called inside a unit of work. */
public interface VerificationStore {
    /** What the account owes; it is held against changes by others until the unit of work ends. */
    Optional<EmailVerification> lock(AccountId account);

    /** Keeps what an account owes, in the place of what it owed before. The account must exist. */
    void put(EmailVerification verification);

    /** The account owes nothing any more. Does nothing when it owed nothing. */
    void remove(AccountId account);
}
