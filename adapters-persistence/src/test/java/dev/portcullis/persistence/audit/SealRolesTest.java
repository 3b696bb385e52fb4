package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.FakeSealKey;
import dev.portcullis.audit.seal.RetentionSeals;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service can seal the audit log in its own role, and cannot drop a month without a seal. */
@QuarkusTest
class SealRolesTest {
    @Inject
    Sql sql;

    @Inject
    ServiceRoles roles;

    @Inject
    Session session;

    @Inject
    UnitOfWork work;

    @Inject
    SealStore seals;

    @Inject
    AuditPartitions months;

    @BeforeEach
    void makeTheRoles() throws IOException {
        EmptyLog.make(sql);
        roles.make();
    }

    @AfterEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    @Test
    void theServiceDropsNoMonthWithoutItsSeal() {
        assertThatThrownBy(
                        () -> roles.executeAs("portcullis_service", "select drop_audit_months('2025-01-01T00:00:00Z')"))
                .isInstanceOf(SQLException.class)
                // insufficient_privilege
                .extracting(refusal -> ((SQLException) refusal).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    void theServiceSealsDropsAndVerifies() {
        assertThat(sql.query("select make_audit_month('audit_event', '2025-12-01')"))
                .hasSize(1);
        assertThat(sql.query("select make_audit_month('audit_leaf', '2025-12-01')"))
                .hasSize(1);
        AuditEventRows.insert(
                sql,
                AuditRecords.anEvent().at(Instant.parse("2025-12-24T20:00:00Z")).record());
        sql.execute("alter table audit_event_2025_12 owner to portcullis_owner;"
                + " alter table audit_leaf_2025_12 owner to portcullis_owner");
        FakeSealKey key = new FakeSealKey("key-1");

        work.run(() -> {
            session.createNativeMutationQuery("set local role portcullis_service")
                    .executeUpdate();
            SealEvents sealEvents = new SealEvents(seals, key, work);
            while (sealEvents.execute().isPresent()) {
                // Until nothing is left.
            }
            ApplyAuditRetention.Outcome outcome = new ApplyAuditRetention(
                            months, new RetentionSeals(seals, key), new AuditRetention(Duration.ofDays(30)), work)
                    .execute();
            assertThat(outcome.dropped()).containsExactly(YearMonth.of(2025, 12));
            assertThat(new VerifyAuditLog(seals, key, work).execute(null, (done, total) -> {}))
                    .isInstanceOf(VerifyAuditLog.Report.Intact.class);
        });
    }
}
