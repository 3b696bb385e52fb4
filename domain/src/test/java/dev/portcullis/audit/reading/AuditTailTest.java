package dev.portcullis.audit.reading;

import static dev.portcullis.audit.AuditRecords.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTailTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final TickingClock clock = new TickingClock();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database, clock);
    private final AuditTail events = new AuditTail(new InMemoryAuditReader(database, trail), database, AuditFilter.ALL);

    private AuditRecord happened(Instant time) {
        AuditRecord event = anEvent().withId(UUID.randomUUID()).at(time).record();
        trail.keep(event);
        return event;
    }

    private AuditRecord happensNow() {
        clock.advance(Duration.ofMillis(1));
        return happened(clock.instant());
    }

    @Test
    void startsWithTheNewestEventsOldestFirst() {
        AuditRecord unused = happensNow();
        AuditRecord second = happensNow();
        AuditRecord third = happensNow();

        assertThat(events.newest(2)).containsExactly(second, third);
        assertThat(events.next()).isEmpty();
    }

    @Test
    void startsWithNoEventIfTheCountIsZero() {
        AuditRecord unused = happensNow();

        assertThat(events.newest(0)).isEmpty();
        assertThat(events.next()).isEmpty();
    }

    @Test
    void returnsEachNewEventOnce() {
        assertThat(events.newest(10)).isEmpty();
        AuditRecord first = happensNow();
        AuditRecord second = happensNow();

        assertThat(events.next()).containsExactly(first, second);
        assertThat(events.next()).isEmpty();
        AuditRecord third = happensNow();
        assertThat(events.next()).containsExactly(third);
    }

    @Test
    void returnsEventsThatAreCommittedLate() {
        assertThat(events.newest(10)).isEmpty();
        Instant written = clock.instant().plusMillis(1);
        clock.advance(Duration.ofSeconds(5));
        AuditRecord quick = happensNow();
        assertThat(events.next()).containsExactly(quick);

        clock.advance(Duration.ofSeconds(5));
        AuditRecord late = happened(written);

        assertThat(events.next()).containsExactly(late);
        assertThat(events.next()).isEmpty();
    }

    @Test
    void returnsAllEventsAfterAnInterruption() {
        assertThat(events.newest(10)).isEmpty();
        AuditRecord first = happensNow();
        clock.advance(Duration.ofHours(1));
        AuditRecord second = happensNow();

        assertThat(events.next()).containsExactly(first, second);
    }

    @Test
    void returnsMoreEventsThanAPage() {
        assertThat(events.newest(10)).isEmpty();
        List<AuditRecord> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(happensNow());
        }

        assertThat(events.next()).containsExactlyElementsOf(many);
        assertThat(events.next()).isEmpty();
    }

    @Test
    void appliesTheFilter() {
        AuditFilter refused = new AuditFilter(null, null, null, "refused", null, null, null);
        AuditTail filtered = new AuditTail(new InMemoryAuditReader(database, trail), database, refused);
        assertThat(filtered.newest(10)).isEmpty();
        AuditRecord unused = happensNow();
        clock.advance(Duration.ofMillis(1));
        AuditRecord wanted =
                anEvent().withOutcome("refused").at(clock.instant()).record();
        trail.keep(wanted);

        assertThat(filtered.next()).containsExactly(wanted);
    }
}
