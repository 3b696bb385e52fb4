package dev.portcullis.persistence.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions in PostgreSQL. */
@ApplicationScoped
public class PanacheSessionStore implements SessionStore {
    /**
     * One round trip, because this is the most frequent statement. The clock must be read after the wait for the lock;
     * a plain {@code select … for update} reads it before the wait. A common table expression that locks is executed
     * separately, so the outer query runs after the lock is granted.
     */
    private static final String LOCK = """
            with held as (select * from session where id = ? for no key update)
            select account_id, counter, lost_cycles, lost_in_cycle, created_at, advanced_at, expires_at, ended_at,
                end_reason, clock_timestamp()
            from held""";

    private final SessionRows rows;

    PanacheSessionStore(SessionRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Session> find(SessionId id) {
        SessionRow row = rows.findById(id.value());
        return row == null ? Optional.empty() : Optional.of(released(row));
    }

    private Session released(SessionRow row) {
        rows.getEntityManager().detach(row);
        return row.toSession();
    }

    @Override
    public Optional<Locked> lock(SessionId id) {
        return new Query(rows.getSession(), LOCK, id.value())
                .first(row -> new Locked(session(id, row), Query.time(row, 10)));
    }

    private static Session session(SessionId id, ResultSet row) throws SQLException {
        Instant endedAt = Query.timeOrNull(row, 8);
        String endReason = row.getString(9);
        return new Session(
                id,
                new AccountId(row.getObject(1, UUID.class)),
                row.getLong(2),
                row.getInt(3),
                row.getBoolean(4),
                Query.time(row, 5),
                Query.time(row, 6),
                Query.time(row, 7),
                endedAt == null || endReason == null
                        ? null
                        : new Session.End(endedAt, Session.End.Reason.valueOf(endReason)));
    }

    @Override
    public Instant now() {
        return Query.now(rows.getSession());
    }

    @Override
    public void insert(Session session) {
        EntityManager entities = rows.getEntityManager();
        SessionRow row = SessionRow.of(session);
        entities.persist(row);
        entities.flush();
        entities.detach(row);
    }

    @Override
    public void update(Session session) {
        Session.End ended = session.ended();
        int updated = rows.update(
                """
                counter = :counter, consecutiveLateCycles = :consecutiveLateCycles,
                lateInThisCycle = :lateInThisCycle, advancedAt = :advancedAt, endedAt = :endedAt,
                endReason = :endReason
                where id = :id""",
                Parameters.with("counter", session.counter())
                        .and("consecutiveLateCycles", session.consecutiveLateCycles())
                        .and("lateInThisCycle", session.lateInThisCycle())
                        .and("advancedAt", session.advancedAt())
                        .and("endedAt", ended == null ? null : ended.at())
                        .and("endReason", ended == null ? null : ended.reason())
                        .and("id", session.id().value()));
        if (updated != 1) {
            throw new IllegalStateException("no session to update: " + session.id());
        }
    }

    @Override
    public List<Session> unendedOf(AccountId account) {
        return rows.list("account = ?1 and endedAt is null", Sort.by("advancedAt", "id"), account.value()).stream()
                .map(this::released)
                .toList();
    }

    @Override
    public void endOthersOf(AccountId account, SessionId kept, Session.End end) {
        rows.update(
                "endedAt = :at, endReason = :reason where account = :account and endedAt is null and id <> :kept",
                Parameters.with("at", end.at())
                        .and("reason", end.reason())
                        .and("account", account.value())
                        .and("kept", kept.value()));
    }

    @Override
    public void endAllOf(AccountId account, Session.End end) {
        rows.update(
                "endedAt = :at, endReason = :reason where account = :account and endedAt is null",
                Parameters.with("at", end.at()).and("reason", end.reason()).and("account", account.value()));
    }
}
