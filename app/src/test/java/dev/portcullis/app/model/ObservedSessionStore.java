package dev.portcullis.app.model;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The real store; remembers for each thread the last time read from the database. The model decides by exactly that
 * time, so a slow machine causes no difference.
 */
final class ObservedSessionStore implements SessionStore {
    private static final ThreadLocal<Instant> LAST_READ = new ThreadLocal<>();

    private final SessionStore store;

    ObservedSessionStore(SessionStore store) {
        this.store = store;
    }

    Instant lastRead() {
        return LAST_READ.get();
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return store.find(id);
    }

    @Override
    public Optional<Locked> lock(SessionId id) {
        Optional<Locked> locked = store.lock(id);
        locked.map(Locked::now).ifPresent(LAST_READ::set);
        return locked;
    }

    @Override
    public Instant now() {
        Instant now = store.now();
        LAST_READ.set(now);
        return now;
    }

    @Override
    public void insert(Session session) {
        store.insert(session);
    }

    @Override
    public void update(Session session) {
        store.update(session);
    }

    @Override
    public List<Session> unendedOf(AccountId account) {
        return store.unendedOf(account);
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End end) {
        store.endOthersOf(account, kept, end);
    }

    @Override
    public void endAllOf(AccountId account, Session.End end) {
        store.endAllOf(account, end);
    }
}
