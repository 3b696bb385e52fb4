package dev.portcullis.persistence.audit;

import static dev.portcullis.persistence.audit.AuditMonths.anEventAt;
import static dev.portcullis.persistence.audit.AuditMonths.exists;
import static dev.portcullis.persistence.audit.AuditMonths.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a partition, in one class: each test needs an empty log, so no other may run beside it. */
@QuarkusTest
class PostgresAuditPartitionsTest {
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyy_MM");
    private static final AuditRetention THIRTY_DAYS = new AuditRetention(Duration.ofDays(30));

    @Inject
    AuditPartitions months;

    @Inject
    AuditLogStats gauges;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Inject
    DropRecorder recorder;

    @Inject
    DataSource dataSource;

    @BeforeEach
    @AfterEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    private YearMonth thisMonth() {
        return YearMonth.from(work.call(months::now).atOffset(ZoneOffset.UTC));
    }

    private static String partition(YearMonth month) {
        return "audit_event_" + SUFFIX.format(month);
    }

    private String partitionOf(AuditRecord event) {
        return (String)
                sql.query("select tableoid::regclass::text as name from audit_event where id = '" + event.id() + "'")
                        .get(0)
                        .get("name");
    }

    private ApplyAuditRetention.Outcome keep(AuditRetention retention) {
        return new ApplyAuditRetention(months, recorder, retention, work).execute();
    }

    @Test
    void areThereFromTheStart() {
        YearMonth month = thisMonth();

        assertThat(work.call(() -> months.makeAhead(2))).isEqualTo(new AuditPartitions.Made(List.of(), List.of()));
        for (int ahead = 0; ahead <= 2; ahead++) {
            assertThat(exists(sql, partition(month.plusMonths(ahead)))).isTrue();
        }
        assertThat(partitionOf(anEventAt(sql, work.call(months::now).toString())))
                .isEqualTo(partition(month));
    }

    @Test
    void areMadeAheadAcrossTheEndOfAYear() {
        YearMonth month = thisMonth();

        AuditPartitions.Made made = work.call(() -> months.makeAhead(14));

        assertThat(made.skipped()).isEmpty();
        assertThat(made.made()).hasSize(12).startsWith(month.plusMonths(3)).endsWith(month.plusMonths(14));
        assertThat(made.made())
                .allSatisfy(one -> assertThat(exists(sql, partition(one))).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Pacific/Auckland"})
    void beginAndEndInUtcWhereverTheServiceIs(String zone) {
        sql.execute("set timezone = '" + zone + "'; select make_audit_month('audit_event', '2024-12-01');"
                + " select make_audit_month('audit_event', '2025-01-01'); reset timezone");

        assertThat(partitionOf(anEventAt(sql, "2024-11-30T23:59:59.999999Z"))).isEqualTo("audit_event_default");
        assertThat(partitionOf(anEventAt(sql, "2024-12-01T00:00:00Z"))).isEqualTo("audit_event_2024_12");
        assertThat(partitionOf(anEventAt(sql, "2024-12-31T23:59:59.999999Z"))).isEqualTo("audit_event_2024_12");
        assertThat(partitionOf(anEventAt(sql, "2025-01-01T00:00:00Z"))).isEqualTo("audit_event_2025_01");
        assertThat(partitionOf(anEventAt(sql, "2025-02-01T00:00:00Z"))).isEqualTo("audit_event_default");
    }

    @Test
    void haveTheIndexesAndTheTriggersOfTheTable() {
        make(sql, "2025-01");
        AuditRecord event = anEventAt(sql, "2025-01-15T00:00:00Z");

        List<Map<String, Object>> unlike = sql.query(
                "select indexrelid::regclass from pg_index where indrelid = 'audit_event'::regclass"
                        + " and not exists (select from pg_inherits join pg_index child on child.indexrelid = inhrelid"
                        + " where inhparent = pg_index.indexrelid and child.indrelid = 'audit_event_2025_01'::regclass)");
        assertThat(unlike).isEmpty();
        for (String statement : List.of(
                "update audit_event_2025_01 set type = 'x'",
                "delete from audit_event_2025_01",
                "truncate audit_event_2025_01",
                "truncate audit_leaf_2025_01")) {
            assertThatThrownBy(() -> sql.execute(statement)).hasMessageContaining("append-only");
        }
        assertThat(partitionOf(event)).isEqualTo("audit_event_2025_01");
    }

    @Test
    void areAppendOnlyWhenTheyAreMadeLater() {
        sql.execute("create table audit_event_2099_01 partition of audit_event"
                + " for values from ('2099-01-01') to ('2099-02-01')");
        sql.execute(
                "insert into audit_event (id, occurred_at, action, type, outcome, client_address, request_id, replica)"
                        + " values (gen_random_uuid(), '2099-01-15', 'sign_in', 'authn_login_fail', 'refused', '192.0.2.7', 'later', 'r')");

        assertThatThrownBy(() -> sql.execute("delete from audit_event_2099_01")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql.execute("update audit_event_2099_01 set type = 'x'"))
                .hasMessageContaining("append-only");
        sql.execute("drop table audit_event_2099_01");
    }

    @Test
    void areSkippedWhereEventsCameFirst() {
        YearMonth late = thisMonth().plusMonths(4);
        AuditRecord event = anEventAt(sql, late.atDay(5) + "T00:00:00Z");

        AuditPartitions.Made made = work.call(() -> months.makeAhead(5));

        assertThat(made.skipped()).containsExactly(late);
        assertThat(made.made()).containsExactly(late.minusMonths(1), late.plusMonths(1));
        assertThat(partitionOf(event)).isEqualTo("audit_event_default");
        assertThat(work.call(gauges::read).eventsInDefaultPartition()).isEqualTo(1);
    }

    @Test
    void areMadeWhileSomebodyWrites() throws SQLException {
        try (Connection writer = dataSource.getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            String insert = "insert into audit_event (id, action, type, outcome, client_address, request_id, replica)"
                    + " values (gen_random_uuid(), 'sign_in', 'authn_login_fail', 'refused', '192.0.2.7', 'w', 'r')";
            int before = statement.executeUpdate(insert);

            assertThat(work.call(() -> months.makeAhead(3)).made()).hasSize(1);

            int after = statement.executeUpdate(insert);
            assertThat(before + after).isEqualTo(2);
            writer.commit();
        }
        assertThat(sql.query("select * from audit_event")).hasSize(2);
    }

    @Test
    void areDroppedAsAWholeWhenTheyArePastTheirRetention() {
        make(sql, "2025-12");
        make(sql, "2026-01");
        make(sql, "2026-02");
        AuditRecord kept = anEventAt(sql, "2026-02-01T00:00:00Z");
        assertThat(anEventAt(sql, "2025-12-31T23:59:59.999999Z")).isNotNull();
        assertThat(anEventAt(sql, "2026-01-31T23:59:59.999999Z")).isNotNull();
        Instant now = work.call(months::now);
        AuditRetention untilFebruary = new AuditRetention(Duration.between(Instant.parse("2026-02-20T00:00:00Z"), now));

        ApplyAuditRetention.Outcome outcome = keep(untilFebruary);

        assertThat(outcome.dropped()).containsExactly(YearMonth.of(2025, 12), YearMonth.of(2026, 1));
        assertThat(exists(sql, "audit_event_2025_12")).isFalse();
        assertThat(exists(sql, "audit_leaf_2026_01")).isFalse();
        assertThat(exists(sql, "audit_event_2026_02")).isTrue();
        assertThat(sql.query("select id from audit_event"))
                .extracting(row -> row.get("id"))
                .containsExactly(kept.id());
        assertThat(keep(untilFebruary).record()).isNull();
    }

    @Test
    void areDroppedWithTheEventsThatHadNoMonthOnceAllOfTheseAreOld() {
        make(sql, "2026-01");
        assertThat(anEventAt(sql, "2025-11-10T00:00:00Z")).isNotNull();
        assertThat(anEventAt(sql, "2026-01-10T00:00:00Z")).isNotNull();
        AuditRecord young = anEventAt(sql, "2026-02-10T00:00:00Z");
        Instant march = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(work.call(() -> months.droppableUntil(Instant.parse("2026-02-01T00:00:00Z"))))
                .isEmpty();
        assertThat(work.call(() -> months.droppableUntil(march.plusSeconds(3)))).contains(march);
        assertThat(partitionOf(young)).isEqualTo("audit_event_default");

        ApplyAuditRetention.Outcome outcome =
                keep(new AuditRetention(Duration.between(march.plusSeconds(60), work.call(months::now))));

        assertThat(outcome.dropped())
                .containsExactly(YearMonth.of(2025, 11), YearMonth.of(2026, 1), YearMonth.of(2026, 2));
        assertThat(sql.query("select * from audit_event")).isEmpty();
        assertThat(partitionOf(anEventAt(sql, "2030-01-10T00:00:00Z"))).isEqualTo("audit_event_default");
        assertThatThrownBy(() -> sql.execute("truncate audit_event_default")).hasMessageContaining("append-only");
    }

    @Test
    void areNotDroppedWhenTheyAreYoungerThanThirtyDaysWhoeverAsks() {
        Instant now = work.call(months::now);

        assertThatThrownBy(() -> sql.query("select drop_audit_months('" + now.minus(Duration.ofDays(29)) + "')"))
                .hasMessageContaining("30 days");
        assertThatThrownBy(() -> sql.query("select drop_audit_months('" + now.plus(Duration.ofDays(99)) + "')"))
                .hasMessageContaining("30 days");
    }

    @Test
    void areNotDroppedWhileSomebodyReads() throws SQLException {
        make(sql, "2025-12");
        assertThat(anEventAt(sql, "2025-12-10T00:00:00Z")).isNotNull();
        try (Connection reader = dataSource.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select * from audit_event");
            Instant before = Instant.now();

            assertThatThrownBy(() -> keep(THIRTY_DAYS)).hasStackTraceContaining("lock timeout");

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
            reader.rollback();
        }

        assertThat(exists(sql, "audit_event_2025_12")).isTrue();
        assertThat(keep(THIRTY_DAYS).dropped()).contains(YearMonth.of(2025, 12));
    }

    @Test
    void areMeasured() {
        AuditLogStats.Reading empty = work.call(gauges::read);
        assertThat(empty.bytes()).isPositive();
        assertThat(empty.oldestEvent()).isNull();
        assertThat(empty.eventsInDefaultPartition()).isZero();

        make(sql, "2025-12");
        AuditRecord oldest = anEventAt(sql, "2025-12-10T00:00:00Z");
        assertThat(anEventAt(sql, "2026-05-10T00:00:00Z")).isNotNull();
        AuditLogStats.Reading reading = work.call(gauges::read);

        assertThat(reading.bytes()).isGreaterThan(empty.bytes());
        assertThat(reading.oldestEvent()).isEqualTo(oldest.occurredAt());
        assertThat(reading.eventsInDefaultPartition()).isEqualTo(1);
    }
}
