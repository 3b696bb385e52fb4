package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.verification.MailedCodes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Mailed codes in a map. */
public final class InMemoryMailedCodeStore implements MailedCodeStore {
    private record Key(AccountId account, MailKind kind) {}

    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<Key, MailedCodes> rows;

    public InMemoryMailedCodeStore(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.rows = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        rows.keySet().removeIf(key -> key.account().equals(account));
    }

    @Override
    public Optional<MailedCodes> find(AccountId account, MailKind kind) {
        database.requireUnitOfWork();
        return Optional.ofNullable(rows.get(new Key(account, kind)));
    }

    @Override
    public Optional<MailedCodes> lock(AccountId account, MailKind kind) {
        return find(account, kind);
    }

    @Override
    public void put(AccountId account, MailKind kind, MailedCodes codes) {
        database.requireUnitOfWork();
        if (!accountExists.test(account)) {
            throw new IllegalStateException("no such account");
        }
        rows.put(new Key(account, kind), codes);
    }

    @Override
    public void removeAllOf(AccountId account) {
        database.requireUnitOfWork();
        forget(account);
    }
}
