package dev.portcullis.credential;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class InMemoryCredentialStoreTest implements CredentialStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore(database, existing::contains);

    @Override
    public CredentialStore credentials() {
        return credentials;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public AccountId anExistingAccount() {
        AccountId account = new AccountId(UUID.randomUUID());
        existing.add(account);
        return account;
    }
}
