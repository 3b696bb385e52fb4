package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.audit.reading.AuditReaderContract;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresAuditReaderTest implements AuditReaderContract {
    @Inject
    AuditReader log;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Override
    public AuditReader log() {
        return log;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public void keep(AuditRecord event) {
        AuditEventRows.insert(sql, event);
    }

    @Test
    void takesAFilterForWhatItSaysAndNotForSql() {
        AccountId account = new AccountId(UUID.randomUUID());
        keep(AuditRecords.anEvent().of(account).record());

        AuditFilter filter = new AuditFilter(null, null, "' or true --", null, account, null, null);

        assertThat(work.call(() -> log.page(filter, Order.NEWEST_FIRST, null, 10)))
                .isEmpty();
    }

    @Test
    void tellsTheTimeOfTheDatabase() {
        Instant before = databaseTime();
        Instant now = work.call(log::now);

        assertThat(now).isBetween(before, databaseTime());
    }

    private Instant databaseTime() {
        return ((Timestamp) sql.query("select clock_timestamp() as t").get(0).get("t")).toInstant();
    }
}
