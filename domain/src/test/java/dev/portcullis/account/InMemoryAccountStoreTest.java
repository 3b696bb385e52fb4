package dev.portcullis.account;

import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.InMemoryCredentialStore;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAccountStore accounts = new InMemoryAccountStore(database);
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore(database, accounts::exists);

    InMemoryAccountStoreTest() {
        accounts.hashedIn(credentials::find);
    }

    @Override
    public CredentialStore credentials() {
        return credentials;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }
}
