package dev.portcullis.persistence.audit;

import static dev.portcullis.persistence.audit.AuditMonths.anEventAt;
import static dev.portcullis.persistence.audit.AuditMonths.exists;
import static dev.portcullis.persistence.audit.AuditMonths.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.FakeSealKey;
import dev.portcullis.audit.seal.RetentionSeals;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months are dropped when they are sealed, and a seal records the drop. */
@QuarkusTest
class PostgresRetentionSealsTest {
    private static final AuditRetention THIRTY_DAYS = new AuditRetention(Duration.ofDays(30));

    @Inject
    AuditPartitions months;

    @Inject
    SealStore seals;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Inject
    DataSource dataSource;

    private final FakeSealKey key = new FakeSealKey("key-1");

    @BeforeEach
    @AfterEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    private void sealAll() {
        SealEvents sealEvents = new SealEvents(seals, key, work);
        while (sealEvents.execute().isPresent()) {
            // Until nothing is left.
        }
    }

    private ApplyAuditRetention.Outcome keep(AuditRetention retention) {
        return new ApplyAuditRetention(months, new RetentionSeals(seals, key), retention, work).execute();
    }

    private VerifyAuditLog.Report verify() {
        return new VerifyAuditLog(seals, key, work).execute(null, (done, total) -> {});
    }

    @Test
    void recordADropWithItsLeaves() {
        make(sql, "2025-12");
        make(sql, "2026-01");
        make(sql, "2026-02");
        assertThat(anEventAt(sql, "2026-02-01T00:00:00Z")).isNotNull();
        assertThat(anEventAt(sql, "2025-12-31T23:59:59.999999Z")).isNotNull();
        assertThat(anEventAt(sql, "2026-01-31T23:59:59.999999Z")).isNotNull();
        sealAll();
        Instant now = work.call(months::now);
        AuditRetention untilFebruary = new AuditRetention(Duration.between(Instant.parse("2026-02-20T00:00:00Z"), now));

        ApplyAuditRetention.Outcome outcome = keep(untilFebruary);

        assertThat(outcome.dropped()).containsExactly(YearMonth.of(2025, 12), YearMonth.of(2026, 1));
        Seal seal = work.call(() -> seals.last()).orElseThrow();
        assertThat(outcome.record()).isEqualTo("seal " + seal.reference());
        assertThat(seal.kind()).isEqualTo(Seal.Kind.RETENTION);
        assertThat(seal.until()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(seal.events()).isEqualTo(2);
        assertThat(exists(sql, "audit_event_2025_12")).isFalse();
        assertThat(exists(sql, "audit_leaf_2026_01")).isFalse();
        assertThat(sql.query("select * from audit_leaf")).hasSize(1);
        assertThat(verify()).isInstanceOfSatisfying(VerifyAuditLog.Report.Intact.class, intact -> {
            assertThat(intact.events()).isEqualTo(1);
            assertThat(intact.dropped()).isEqualTo(2);
        });
        assertThat(keep(untilFebruary).record()).isNull();
    }

    @Test
    void missMonthsThatWereDroppedWithoutASeal() {
        make(sql, "2025-12");
        AuditRecord first = anEventAt(sql, "2025-12-10T00:00:00Z");
        sealAll();
        sql.execute("drop table audit_event_2025_12, audit_leaf_2025_12");

        assertThat(verify()).isInstanceOfSatisfying(VerifyAuditLog.Report.Broken.class, broken -> {
            assertThat(broken.finding()).isEqualTo(VerifyAuditLog.Finding.LEAVES_CHANGED);
            assertThat(broken.seal()).isEqualTo(1);
        });
        assertThat(first).isNotNull();
    }

    @Test
    void keepMonthsThatAreNotSealed() {
        make(sql, "2025-12");
        assertThat(anEventAt(sql, "2025-12-10T00:00:00Z")).isNotNull();

        assertThat(keep(THIRTY_DAYS).dropped()).isEmpty();

        assertThat(exists(sql, "audit_event_2025_12")).isTrue();
    }

    @Test
    void areRequiredByTheDatabase() {
        make(sql, "2025-12");

        assertThatThrownBy(() -> sql.query("select drop_audit_months('2026-01-01T00:00:00Z')"))
                .hasMessageContaining("no record of the drop");

        assertThat(exists(sql, "audit_event_2025_12")).isTrue();
    }

    @Test
    void areTakenBackIfSomebodyReads() throws SQLException {
        make(sql, "2025-12");
        assertThat(anEventAt(sql, "2025-12-10T00:00:00Z")).isNotNull();
        sealAll();
        long sealsBefore = work.call(() -> seals.last()).orElseThrow().number();
        try (Connection reader = dataSource.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select * from audit_event");
            Instant before = Instant.now();

            assertThatThrownBy(() -> keep(THIRTY_DAYS)).hasStackTraceContaining("lock timeout");

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
            reader.rollback();
        }

        assertThat(work.call(() -> seals.last()).orElseThrow().number()).isEqualTo(sealsBefore);
        assertThat(keep(THIRTY_DAYS).dropped()).contains(YearMonth.of(2025, 12));
    }

    @Test
    void recordADropOfEventsThatHadNoMonth() {
        make(sql, "2026-01");
        assertThat(anEventAt(sql, "2025-11-10T00:00:00Z")).isNotNull();
        assertThat(anEventAt(sql, "2026-02-10T00:00:00Z")).isNotNull();
        sealAll();
        Instant march = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(keep(new AuditRetention(Duration.between(march.plusSeconds(60), work.call(months::now))))
                        .dropped())
                .hasSize(3);

        assertThat(sql.query("select * from audit_event")).isEmpty();
        assertThat(sql.query("select * from audit_leaf")).isEmpty();
        assertThat(verify()).isInstanceOf(VerifyAuditLog.Report.Intact.class);
    }
}
