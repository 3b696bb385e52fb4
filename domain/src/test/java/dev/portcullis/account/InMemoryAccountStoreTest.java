package dev.portcullis.account;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAccountStore accounts = new InMemoryAccountStore(database);

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }
}
