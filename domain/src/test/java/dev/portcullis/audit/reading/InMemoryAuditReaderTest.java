package dev.portcullis.audit.reading;

import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryAuditReaderTest implements AuditReaderContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private final InMemoryAuditReader log = new InMemoryAuditReader(database, audit);

    @Override
    public AuditReader log() {
        return log;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public void keep(AuditRecord event) {
        audit.keep(event);
    }

    @Test
    void showsWhatTheWriterRecorded() {
        AccountId account = new AccountId(UUID.randomUUID());
        SessionId session = new SessionId(UUID.randomUUID());
        AuditEvent event = refused(AuditAction.REFRESH, "authn_login_fail", "ended", account, session, null);
        database.run(() -> audit.record(event, aCaller()));

        List<AuditRecord> page =
                database.call(() -> log.page(AuditFilter.ALL, AuditReader.Order.NEWEST_FIRST, null, 10));

        assertThat(page).singleElement().satisfies(shown -> {
            assertThat(shown.action()).isEqualTo("refresh");
            assertThat(shown.type()).isEqualTo("authn_login_fail");
            assertThat(shown.outcome()).isEqualTo("refused");
            assertThat(shown.reason()).isEqualTo("ended");
            assertThat(shown.account()).isEqualTo(account);
            assertThat(shown.address()).isEqualTo(aCaller().address().value());
        });
    }
}
