package dev.portcullis.verification;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Owed verifications in a map. */
public final class InMemoryVerificationStore implements VerificationStore {
    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<AccountId, EmailVerification> owed;

    public InMemoryVerificationStore(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.owed = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        owed.remove(account);
    }

    @Override
    public Optional<EmailVerification> lock(AccountId account) {
        database.requireUnitOfWork();
        return Optional.ofNullable(owed.get(account));
    }

    @Override
    public void put(EmailVerification verification) {
        database.requireUnitOfWork();
        if (!accountExists.test(verification.account())) {
            throw new IllegalStateException("no such account");
        }
        owed.put(verification.account(), verification);
    }

    @Override
    public void remove(AccountId account) {
        database.requireUnitOfWork();
        owed.remove(account);
    }
}
