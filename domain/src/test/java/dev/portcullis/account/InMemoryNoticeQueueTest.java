package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;

class InMemoryNoticeQueueTest implements NoticeQueueContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemoryNoticeQueue queue = new InMemoryNoticeQueue(database, existing::contains);

    @Override
    public NoticeQueue queue() {
        return queue;
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
