package dev.portcullis.audit.reading;

import static dev.portcullis.audit.AuditRecords.anEvent;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TailAuditLogTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final TickingClock clock = new TickingClock();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database, clock);
    private final TailAuditLog tailAuditLog = new TailAuditLog(
            new Auditor(trail, database, FailurePolicy.FAIL_CLOSED),
            new InMemoryAuditReader(database, trail),
            database);

    private AuditTail tail() {
        return tailAuditLog.execute(new TailAuditLog.Command(AuditFilter.ALL, aCaller()));
    }

    @Test
    void recordsTheOperatorOnce() {
        AuditTail tail = tail();
        assertThat(tail.newest(10))
                .singleElement()
                .extracting(AuditRecord::reason)
                .isEqualTo("page");
        assertThat(tail.next()).isEmpty();

        assertThat(trail.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.event())
                        .isEqualTo(AuditEvents.succeeded(AuditAction.READ_AUDIT, "sensitive_read", "page")));
    }

    @Test
    void showsTheNewestEvents() {
        AuditRecord event =
                anEvent().withId(UUID.randomUUID()).at(clock.instant()).record();
        trail.keep(event);
        clock.advance(Duration.ofSeconds(1));

        assertThat(tail().newest(10)).hasSize(2).startsWith(event);
    }

    @Test
    void showsNothingIfTheAuditLogCannotRecordIt() {
        trail.becomeUnavailable();

        assertThatThrownBy(this::tail).isInstanceOf(AuditUnavailable.class);
    }
}
