package dev.portcullis.mail;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;

class InMemoryMailedCodeStoreTest implements MailedCodeStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemoryMailedCodeStore codes = new InMemoryMailedCodeStore(database, existing::contains);

    @Override
    public MailedCodeStore codes() {
        return codes;
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
