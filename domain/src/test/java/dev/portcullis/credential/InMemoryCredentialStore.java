package dev.portcullis.credential;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Credentials in a map. */
public final class InMemoryCredentialStore implements CredentialStore {
    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<AccountId, PasswordHash> hashes;

    public InMemoryCredentialStore(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.hashes = database.table();
    }

    /** As the foreign key of the database does when an account is removed. */
    public void forget(AccountId account) {
        hashes.remove(account);
    }

    @Override
    public Optional<PasswordHash> find(AccountId account) {
        database.requireUnitOfWork();
        return Optional.ofNullable(hashes.get(account));
    }

    @Override
    public void put(AccountId account, PasswordHash hash, Instant chosenAt) {
        database.requireUnitOfWork();
        if (!accountExists.test(account)) {
            throw new IllegalStateException("no such account");
        }
        hashes.put(account, hash);
    }

    @Override
    public boolean exchange(AccountId account, PasswordHash expected, PasswordHash replacement) {
        database.requireUnitOfWork();
        return hashes.replace(account, expected, replacement);
    }
}
