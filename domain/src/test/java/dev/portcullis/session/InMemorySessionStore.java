package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sessions in a map, timed by a clock of the test's. */
public final class InMemorySessionStore implements SessionStore {
    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Clock clock;
    private final Map<SessionId, Session> sessions;

    public InMemorySessionStore(InMemoryDatabase database, Predicate<AccountId> accountExists, Clock clock) {
        this.database = database;
        this.accountExists = accountExists;
        this.clock = clock;
        this.sessions = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        sessions.values().removeIf(session -> session.account().equals(account));
    }

    @Override
    public Optional<Session> find(SessionId id) {
        database.requireUnitOfWork();
        return Optional.ofNullable(sessions.get(id));
    }

    @Override
    public Optional<Locked> lock(SessionId id) {
        database.lock(id);
        return find(id).map(session -> new Locked(session, now()));
    }

    @Override
    public Instant now() {
        database.requireUnitOfWork();
        return clock.instant();
    }

    @Override
    public void insert(Session session) {
        database.requireUnitOfWork();
        if (!accountExists.test(session.account()) || sessions.putIfAbsent(session.id(), session) != null) {
            throw new IllegalStateException("no such account, or an id was given out twice");
        }
    }

    @Override
    public void update(Session session) {
        database.requireLocked(session.id());
        if (sessions.replace(session.id(), session) == null) {
            throw new IllegalStateException("no such session");
        }
    }

    @Override
    public List<Session> unendedOf(AccountId account) {
        database.requireUnitOfWork();
        return sessions.values().stream()
                .filter(session -> session.account().equals(account) && session.ended() == null)
                .sorted(Comparator.comparing(Session::advancedAt))
                .toList();
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End end) {
        database.requireUnitOfWork();
        sessions.replaceAll((id, session) -> session.account().equals(account) && !id.equals(kept)
                ? session.ended(end.at(), end.reason())
                : session);
    }

    @Override
    public void endAllOf(AccountId account, Session.End end) {
        database.requireUnitOfWork();
        sessions.replaceAll(
                (id, session) -> session.account().equals(account) ? session.ended(end.at(), end.reason()) : session);
    }
}
