package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.kernel.UnitOfWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class InMemorySessionStoreTest implements SessionStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Map<AccountId, Account> existing = new HashMap<>();
    private final InMemorySessionStore sessions =
            new InMemorySessionStore(database, id -> Optional.ofNullable(existing.get(id)), new TickingClock());

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public Account anExistingAccount() {
        Account account = AccountFixtures.anUnverifiedAccount();
        existing.put(account.id(), account);
        return account;
    }
}
