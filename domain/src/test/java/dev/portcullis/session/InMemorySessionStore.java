package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sessions in a map, timed by a clock of the test's. */
public final class InMemorySessionStore implements SessionStore {
    private final InMemoryDatabase database;
    private final Function<AccountId, Optional<Account>> accounts;
    private final Clock clock;
    private final Map<SessionId, Session> sessions;

    public InMemorySessionStore(
            InMemoryDatabase database, Function<AccountId, Optional<Account>> accounts, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
        this.sessions = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        sessions.values().removeIf(session -> session.account().equals(account));
    }

    @Override
    public Optional<Found> find(SessionId id) {
        return database.call(() -> Optional.ofNullable(sessions.get(id)).map(this::found));
    }

    private Found found(Session session) {
        return new Found(session, accounts.apply(session.account()).orElseThrow(), clock.instant());
    }

    @Override
    public Optional<Found> lock(SessionId id) {
        database.lock(id);
        return find(id);
    }

    @Override
    public void insert(Session session) {
        database.requireUnitOfWork();
        if (accounts.apply(session.account()).isEmpty() || sessions.putIfAbsent(session.id(), session) != null) {
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
    public Unended unendedOf(AccountId account) {
        return database.call(() -> new Unended(unended(account), clock.instant()));
    }

    private List<Session> unended(AccountId account) {
        return sessions.values().stream()
                .filter(session -> session.account().equals(account) && session.ended() == null)
                .sorted(Comparator.comparing(Session::advancedAt))
                .toList();
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End.Reason reason) {
        database.requireUnitOfWork();
        Instant now = clock.instant();
        sessions.replaceAll((id, session) ->
                session.account().equals(account) && !id.equals(kept) ? session.ended(now, reason) : session);
    }

    @Override
    public void endAllOf(AccountId account, Session.End.Reason reason) {
        database.requireUnitOfWork();
        Instant now = clock.instant();
        sessions.replaceAll((id, session) -> session.account().equals(account) ? session.ended(now, reason) : session);
    }
}
