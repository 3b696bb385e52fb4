package dev.portcullis.persistence.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.account.AccountColumns;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions in PostgreSQL. Each method is one statement, because most requests wait for one of them (ADR 41). */
@ApplicationScoped
public class PostgresSessionStore implements SessionStore {
    private static final String COLUMNS = "s.id, s.account_id, s.counter, s.lost_cycles, s.lost_in_cycle, s.created_at,"
            + " s.advanced_at, s.expires_at, s.ended_at, s.end_reason";

    private static final String FOUND = "select clock_timestamp(), " + COLUMNS + ", " + AccountColumns.of("a")
            + " from %s s join account a on a.id = s.account_id";

    private static final String FIND = FOUND.formatted("session") + " where s.id = ?";

    /**
     * The clock must be read after the wait for the lock; a plain {@code select … for update} reads it before the wait. A
     * common table expression that locks is executed separately, so the outer query runs after the lock is granted.
     */
    private static final String LOCK =
            "with held as (select * from session where id = ? for no key update) " + FOUND.formatted("held");

    private static final String INSERT = """
            insert into session (id, account_id, counter, lost_cycles, lost_in_cycle, created_at, advanced_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            update session
            set counter = ?, lost_cycles = ?, lost_in_cycle = ?, advanced_at = ?, ended_at = ?, end_reason = ?
            where id = ?""";

    /** Returns a row without a session if there is none, for the time. */
    private static final String UNENDED = "select clock_timestamp(), " + COLUMNS
            + " from (select) here left join session s on s.account_id = ? and s.ended_at is null"
            + " order by s.advanced_at, s.id";

    private static final String END_ALL =
            "update session set ended_at = clock_timestamp(), end_reason = ? where account_id = ? and ended_at is null";

    private final Database database;

    PostgresSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Found> find(SessionId id) {
        return database.query(FIND, id.value()).first(PostgresSessionStore::found);
    }

    @Override
    public Optional<Found> lock(SessionId id) {
        return database.query(LOCK, id.value()).first(PostgresSessionStore::found);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(session(row), AccountColumns.read(row, 12), Query.time(row, 1));
    }

    private static Session session(ResultSet row) throws SQLException {
        Instant endedAt = Query.timeOrNull(row, 10);
        String endReason = row.getString(11);
        return new Session(
                new SessionId(row.getObject(2, UUID.class)),
                new AccountId(row.getObject(3, UUID.class)),
                row.getLong(4),
                row.getInt(5),
                row.getBoolean(6),
                Query.time(row, 7),
                Query.time(row, 8),
                Query.time(row, 9),
                endedAt == null || endReason == null
                        ? null
                        : new Session.End(endedAt, Session.End.Reason.valueOf(endReason)));
    }

    @Override
    public void insert(Session session) {
        database.query(
                        INSERT,
                        session.id().value(),
                        session.account().value(),
                        session.counter(),
                        session.consecutiveLateCycles(),
                        session.lateInThisCycle(),
                        session.createdAt(),
                        session.advancedAt(),
                        session.expiresAt())
                .update();
    }

    @Override
    public void update(Session session) {
        Session.End ended = session.ended();
        int updated = database.query(
                        UPDATE,
                        session.counter(),
                        session.consecutiveLateCycles(),
                        session.lateInThisCycle(),
                        session.advancedAt(),
                        ended == null ? null : ended.at(),
                        ended == null ? null : ended.reason().name(),
                        session.id().value())
                .update();
        if (updated != 1) {
            throw new IllegalStateException("no session to update: " + session.id());
        }
    }

    private record Row(Instant now, Optional<Session> session) {}

    @Override
    public Unended unendedOf(AccountId account) {
        List<Row> rows = database.query(UNENDED, account.value())
                .list(row -> new Row(
                        Query.time(row, 1), row.getObject(2) == null ? Optional.empty() : Optional.of(session(row))));
        return new Unended(
                rows.stream().flatMap(row -> row.session().stream()).toList(),
                rows.get(0).now());
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End.Reason reason) {
        database.query(END_ALL + " and id <> ?", reason.name(), account.value(), kept.value())
                .update();
    }

    @Override
    public void endAllOf(AccountId account, Session.End.Reason reason) {
        database.query(END_ALL, reason.name(), account.value()).update();
    }
}
