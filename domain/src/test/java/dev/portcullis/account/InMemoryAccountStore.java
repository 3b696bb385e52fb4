package dev.portcullis.account;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Accounts in a map, no two with one address. */
public final class InMemoryAccountStore implements AccountStore {
    private final InMemoryDatabase database;
    private final Map<AccountId, Account> accounts;
    private final List<Consumer<AccountId>> onRemoval = new ArrayList<>();
    private Function<AccountId, Optional<PasswordHash>> hashes = id -> Optional.empty();

    public InMemoryAccountStore(InMemoryDatabase database) {
        this.database = database;
        this.accounts = database.table();
    }

    public boolean exists(AccountId id) {
        return accounts.containsKey(id);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        database.requireUnitOfWork();
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        database.requireUnitOfWork();
        return accounts.values().stream()
                .filter(account -> account.email().equals(email))
                .findFirst();
    }

    @Override
    public Optional<Account> lock(AccountId id) {
        database.lock(id);
        return find(id);
    }

    /** Where the hashes of these accounts are. */
    public void hashedIn(Function<AccountId, Optional<PasswordHash>> store) {
        hashes = store;
    }

    @Override
    public Optional<Holder> findHolder(EmailAddress email) {
        return database.call(() -> findByEmail(email).flatMap(this::holder));
    }

    @Override
    public Optional<Holder> lockHolder(AccountId id) {
        return lock(id).flatMap(this::holder);
    }

    private Optional<Holder> holder(Account account) {
        return hashes.apply(account.id()).map(hash -> new Holder(account, hash));
    }

    @Override
    public List<AccountId> lockAdministrators() {
        database.requireUnitOfWork();
        List<AccountId> administrators = accounts.values().stream()
                .filter(account -> account.isAdministrator() && !account.disabled())
                .map(Account::id)
                .toList();
        administrators.forEach(database::lock);
        return administrators;
    }

    @Override
    public boolean insert(Account account) {
        if (findByEmail(account.email()).isPresent()) {
            return false;
        }
        if (accounts.putIfAbsent(account.id(), account) != null) {
            throw new IllegalStateException("an id was given out twice");
        }
        return true;
    }

    /** For the stores whose rows go with their account. */
    public void onRemoval(Consumer<AccountId> removed) {
        onRemoval.add(removed);
    }

    @Override
    public void remove(AccountId id) {
        database.requireLocked(id);
        if (accounts.remove(id) == null) {
            throw new IllegalStateException("no such account");
        }
        onRemoval.forEach(removed -> removed.accept(id));
    }

    @Override
    public void update(Account account) {
        database.requireLocked(account.id());
        if (accounts.replace(account.id(), account) == null) {
            throw new IllegalStateException("no such account");
        }
    }
}
