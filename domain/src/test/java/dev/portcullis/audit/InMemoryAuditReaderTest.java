package dev.portcullis.audit;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryAuditReaderTest implements AuditReaderContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database);
    private final InMemoryAuditReader log = new InMemoryAuditReader(database, trail);

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
        trail.keep(event);
    }

    @Test
    void showsWhatTheTrailRecorded() {
        AccountId account = new AccountId(UUID.randomUUID());
        AuditEvent event = new AuditEvent.RefreshRefused(account, new SessionId(UUID.randomUUID()), "ended");
        database.run(() -> trail.record(event, aCaller()));

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
