package dev.portcullis.emailchange;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;

class InMemoryEmailChangeStoreTest implements EmailChangeStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemoryEmailChangeStore changes = new InMemoryEmailChangeStore(database, existing::contains);

    @Override
    public EmailChangeStore changes() {
        return changes;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public AccountId anExistingAccount() {
        AccountId account = AccountFixtures.anAccountId();
        existing.add(account);
        return account;
    }
}
