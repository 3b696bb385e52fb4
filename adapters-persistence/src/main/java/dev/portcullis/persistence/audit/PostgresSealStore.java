package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.seal.EventDigests;
import dev.portcullis.audit.seal.Hash;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Seals in PostgreSQL. */
@ApplicationScoped
public class PostgresSealStore implements SealStore {
    /** How far the clock of the database may be put back without an event in a range that is sealed. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final String COLUMNS =
            "number, kind, starts_at, ends_at, events, digest, previous, key_id, signature";

    /**
     * The start of the oldest running transaction that wrote an event; null if there is none.
     *
     * <p>A writer holds this lock from before its row gets its time until the row is visible to others; readers do not
     * matter. A transaction whose start is hidden, because another role runs it or it is prepared, counts as started
     * long ago.
     */
    private static final String OLDEST_WRITER = "select min(case when held.pid is null or writer.state = 'disabled'"
            + " or (writer.pid is not null and writer.state is null) then to_timestamp(0)"
            + " else writer.xact_start end)"
            + " from pg_locks held left join pg_stat_activity writer using (pid)"
            + " where held.locktype = 'relation' and held.mode = 'RowExclusiveLock' and held.granted"
            + " and held.database = (select oid from pg_database where datname = current_database())"
            + " and held.relation in (select 'audit_event'::regclass union all"
            + " select inhrelid from pg_inherits where inhparent = 'audit_event'::regclass)";

    private final Database database;
    private final Duration margin;

    @Inject
    PostgresSealStore(Database database) {
        this(database, MARGIN);
    }

    PostgresSealStore(Database database, Duration margin) {
        this.database = database;
        this.margin = margin;
    }

    private Query query(String sql, Object... parameters) {
        return database.query(sql, parameters);
    }

    @Override
    public boolean tryToBeTheOnlySealer() {
        return query("select pg_try_advisory_xact_lock(hashtextextended('portcullis.audit_seal', 0))")
                .one(row -> row.getBoolean(1));
    }

    /**
     * Reads the clock before the writers, because a later writer gives its events a later time. Reads the writers
     * without the snapshot of the transaction, in which PostgreSQL would repeat its previous answer.
     */
    @Override
    public Instant closedUntil() {
        Instant now =
                query("select clock_timestamp(), pg_stat_clear_snapshot()").one(row -> Query.time(row, 1));
        Optional<Instant> oldestWriter = query(OLDEST_WRITER).one(row -> Optional.ofNullable(Query.timeOrNull(row, 1)));
        return oldestWriter.filter(began -> began.isBefore(now)).orElse(now).minus(margin);
    }

    @Override
    public Optional<Seal> last() {
        return query("select " + COLUMNS + " from audit_seal order by number desc limit 1")
                .first(this::seal);
    }

    @Override
    public Optional<Seal> last(Seal.Kind kind) {
        return query("select " + COLUMNS + " from audit_seal where kind = ? order by number desc limit 1", word(kind))
                .first(this::seal);
    }

    @Override
    public List<Seal> page(long after, int limit) {
        return query("select " + COLUMNS + " from audit_seal where number > ? order by number limit ?", after, limit)
                .list(this::seal);
    }

    private Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong(1),
                Seal.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                Query.time(row, 3),
                Query.time(row, 4),
                row.getLong(5),
                Hash.of(row.getBytes(6)),
                Hash.of(row.getBytes(7)),
                row.getString(8),
                row.getBytes(9));
    }

    @Override
    public void insert(Seal seal, EventDigests leaves) {
        query(
                        "insert into audit_seal (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        seal.number(),
                        word(seal.kind()),
                        seal.from(),
                        seal.until(),
                        seal.events(),
                        seal.digest().bytes(),
                        seal.previous().bytes(),
                        seal.keyId(),
                        seal.signature())
                .update();
        leaves.first()
                .ifPresent(first -> query(
                                "insert into audit_leaf (occurred_at, seal_number, leaves) values (?, ?, ?)",
                                first.position().occurredAt(),
                                seal.number(),
                                leaves.bytes())
                        .update());
    }

    @Override
    public Map<Long, EventDigests> leaves(Seal first, Seal last) {
        Map<Long, EventDigests> leaves = new HashMap<>();
        query(
                        "select seal_number, leaves from audit_leaf where occurred_at >= ? and occurred_at < ?"
                                + " and seal_number between ? and ?",
                        first.from(),
                        last.until(),
                        first.number(),
                        last.number())
                .list(row -> Map.entry(row.getLong(1), EventDigests.read(row.getBytes(2))))
                .forEach(entry -> leaves.put(entry.getKey(), entry.getValue()));
        return leaves;
    }

    @Override
    public List<AuditRecord> events(Instant from, Instant until, int limit) {
        return query(
                        "select " + AuditRows.COLUMNS + " from audit_event where occurred_at >= ? and occurred_at < ?"
                                + " order by occurred_at, id limit ?",
                        from,
                        until,
                        limit)
                .list(AuditRows::read);
    }

    @Override
    public long countEvents(Instant from) {
        return query("select count(*) from audit_event where occurred_at >= ?", from)
                .one(row -> row.getLong(1));
    }

    @Override
    public long countSealed(Instant after, Instant until) {
        return query(
                        "select coalesce(sum(events), 0) from audit_seal"
                                + " where kind = 'events' and ends_at > ? and ends_at <= ?",
                        after,
                        until)
                .one(row -> row.getLong(1));
    }

    private static String word(Seal.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
