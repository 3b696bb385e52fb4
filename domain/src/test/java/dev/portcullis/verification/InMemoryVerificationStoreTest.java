package dev.portcullis.verification;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;

class InMemoryVerificationStoreTest implements VerificationStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemoryVerificationStore verifications = new InMemoryVerificationStore(database, existing::contains);

    @Override
    public VerificationStore verifications() {
        return verifications;
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
