package dev.portcullis.app.model;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import java.time.Instant;
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
    public Optional<Found> find(SessionId id) {
        return store.find(id);
    }

    @Override
    public Optional<Found> lock(SessionId id) {
        Optional<Found> locked = store.lock(id);
        locked.map(Found::now).ifPresent(LAST_READ::set);
        return locked;
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
    public Unended unendedOf(AccountId account) {
        Unended unended = store.unendedOf(account);
        LAST_READ.set(unended.now());
        return unended;
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End.Reason reason) {
        store.endOthersOf(account, kept, reason);
    }

    @Override
    public void endAllOf(AccountId account, Session.End.Reason reason) {
        store.endAllOf(account, reason);
    }
}
