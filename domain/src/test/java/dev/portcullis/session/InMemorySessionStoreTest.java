package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class InMemorySessionStoreTest implements SessionStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Set<AccountId> existing = new HashSet<>();
    private final InMemorySessionStore sessions =
            new InMemorySessionStore(database, existing::contains, new TickingClock());

    @Override
    public SessionStore sessions() {
        return sessions;
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
