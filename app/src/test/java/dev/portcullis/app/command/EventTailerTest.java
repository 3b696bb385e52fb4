package dev.portcullis.app.command;

import static dev.portcullis.audit.AuditRecords.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditReader;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.CanIgnoreReturnValue;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTailerTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final TickingClock clock = new TickingClock();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database, clock);
    private final EventTailer events =
            new EventTailer(new InMemoryAuditReader(database, trail), database, AuditFilter.ALL);

    private AuditRecord happened(Instant time) {
        AuditRecord event = anEvent().withId(UUID.randomUUID()).at(time).record();
        trail.keep(event);
        return event;
    }

    @CanIgnoreReturnValue
    private AuditRecord happensNow() {
        clock.advance(Duration.ofMillis(1));
        return happened(clock.instant());
    }

    @Test
    void beginWithTheNewestInOrder() {
        happensNow();
        AuditRecord second = happensNow();
        AuditRecord third = happensNow();

        assertThat(events.newest(2)).containsExactly(second, third);
        assertThat(events.sinceTheLastLook()).isEmpty();
    }

    @Test
    void beginWithNoneWhenNoneIsWanted() {
        happensNow();

        assertThat(events.newest(0)).isEmpty();
        assertThat(events.sinceTheLastLook()).isEmpty();
    }

    @Test
    void goOnWithThoseThatComeEachOnce() {
        assertThat(events.newest(10)).isEmpty();
        AuditRecord first = happensNow();
        AuditRecord second = happensNow();

        assertThat(events.sinceTheLastLook()).containsExactly(first, second);
        assertThat(events.sinceTheLastLook()).isEmpty();
        AuditRecord third = happensNow();
        assertThat(events.sinceTheLastLook()).containsExactly(third);
    }

    @Test
    void missNoneThatIsCommittedLate() {
        assertThat(events.newest(10)).isEmpty();
        Instant written = clock.instant().plusMillis(1);
        clock.advance(Duration.ofSeconds(5));
        AuditRecord quick = happensNow();
        assertThat(events.sinceTheLastLook()).containsExactly(quick);

        clock.advance(Duration.ofSeconds(5));
        AuditRecord late = happened(written);

        assertThat(events.sinceTheLastLook()).containsExactly(late);
        assertThat(events.sinceTheLastLook()).isEmpty();
    }

    @Test
    void missNoneOfATimeInWhichNobodyCouldLook() {
        assertThat(events.newest(10)).isEmpty();
        AuditRecord first = happensNow();
        clock.advance(Duration.ofHours(1));
        AuditRecord second = happensNow();

        assertThat(events.sinceTheLastLook()).containsExactly(first, second);
    }

    @Test
    void areAllThereWhenTheyAreMoreThanAPage() {
        assertThat(events.newest(10)).isEmpty();
        List<AuditRecord> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(happensNow());
        }

        assertThat(events.sinceTheLastLook()).containsExactlyElementsOf(many);
        assertThat(events.sinceTheLastLook()).isEmpty();
    }

    @Test
    void passTheFilter() {
        AuditFilter refused = new AuditFilter(null, null, null, "refused", null, null, null);
        EventTailer filtered = new EventTailer(new InMemoryAuditReader(database, trail), database, refused);
        assertThat(filtered.newest(10)).isEmpty();
        happensNow();
        clock.advance(Duration.ofMillis(1));
        AuditRecord wanted =
                anEvent().withOutcome("refused").at(clock.instant()).record();
        trail.keep(wanted);

        assertThat(filtered.sinceTheLastLook()).containsExactly(wanted);
    }
}
