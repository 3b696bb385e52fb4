package dev.portcullis.audit.seal;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealEventsTest {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database, clock);
    private final InMemorySealStore seals = new InMemorySealStore(database, audit);
    private final FakeSealKey key = new FakeSealKey("key-1");
    private final SealEvents sealEvents = new SealEvents(seals, key, database, 3);

    private void anEventOccurs() {
        database.run(() -> audit.record(AuditEvents.refreshRefused(), aCaller()));
    }

    private Seal seal() {
        Seal seal = sealEvents.execute().orElseThrow();
        assertThat(database.call(() -> seals.last())).contains(seal);
        return seal;
    }

    private List<EventDigest> leavesOf(Seal seal) {
        Map<Long, EventDigests> leaves = database.call(() -> seals.leaves(seal, seal));
        return leaves.getOrDefault(seal.number(), EventDigests.NONE).list();
    }

    @Test
    void isIdleWhileNothingHasHappened() {
        clock.advance(Duration.ofDays(100));

        assertThat(sealEvents.execute()).isEmpty();
    }

    @Test
    void leavesOpenWhatCanStillGrow() {
        anEventOccurs();
        clock.advance(Duration.ofSeconds(60));
        assertThat(sealEvents.execute()).isEmpty();

        clock.advance(Duration.ofNanos(1_000));
        assertThat(seal().events()).isEqualTo(1);
    }

    @Test
    void sealsAllThatHappenedSinceTheLastSeal() {
        Instant firstTime = audit.now();
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));
        Seal first = seal();
        anEventOccurs();
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));
        Seal second = seal();

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.kind()).isEqualTo(Seal.Kind.EVENTS);
        assertThat(first.from()).isEqualTo("2026-03-01T00:00:00Z").isBefore(firstTime);
        assertThat(first.until()).isEqualTo(firstTime.plus(Duration.ofMinutes(4)));
        assertThat(first.previous()).isEqualTo(Hash.ZERO);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.from()).isEqualTo(first.until());
        assertThat(second.events()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.hash());
        assertThat(leavesOf(second)).hasSize(2);
        assertThat(key.verify("key-1", second.form(), second.signature())).isTrue();
        assertThat(sealEvents.execute()).isEmpty();
    }

    @Test
    void remembersEachEventByItsPlaceAndItsHash() {
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));

        AuditRecord event = audit.records().get(0);
        assertThat(leavesOf(seal())).containsExactly(EventDigest.of(event));
    }

    @Test
    void sealsNoMoreAtOnceThanItCanHash() {
        for (int i = 0; i < 7; i++) {
            anEventOccurs();
            clock.advance(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofMinutes(5));

        Seal first = seal();
        Seal second = seal();
        Seal third = seal();

        assertThat(List.of(first.events(), second.events(), third.events())).containsExactly(3L, 3L, 1L);
        assertThat(second.from()).isEqualTo(first.until());
        assertThat(third.from()).isEqualTo(second.until());
        assertThat(sealEvents.execute()).isEmpty();
    }

    @Test
    void keepsEventsOfOneTimeTogether() {
        anEventOccurs();
        clock.advance(Duration.ofSeconds(1));
        Instant crowded = audit.now();
        for (int i = 0; i < 5; i++) {
            anEventOccurs();
        }
        clock.advance(Duration.ofMinutes(5));

        Seal before = seal();
        Seal crowd = seal();

        assertThat(before.events()).isEqualTo(1);
        assertThat(before.until()).isEqualTo(crowded);
        assertThat(crowd.events()).isEqualTo(5);
        assertThat(crowd.until()).isEqualTo(crowded.plus(1, ChronoUnit.MICROS));
        assertThat(leavesOf(crowd)).hasSize(5);
    }

    @Test
    void keepsTheEventsOfTwoMonthsApart() {
        anEventOccurs();
        clock.advance(Duration.ofDays(31));
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));

        Seal march = seal();
        Seal april = seal();

        assertThat(march.events()).isEqualTo(1);
        assertThat(march.until()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(april.events()).isEqualTo(1);
    }

    @Test
    void sealsAMonthToItsEndAlsoWhileNothingHappens() {
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));
        Seal first = seal();
        clock.advance(Duration.ofDays(70));

        Seal quiet = seal();

        assertThat(quiet.events()).isZero();
        assertThat(quiet.from()).isEqualTo(first.until());
        assertThat(quiet.until()).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(leavesOf(quiet)).isEmpty();
        assertThat(sealEvents.execute()).isEmpty();
    }

    @Test
    void sealsWhatComesAfterQuietMonthsByTheMonthOfItsEvents() {
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));
        Seal first = seal();
        clock.advance(Duration.ofDays(70));
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));

        Seal next = seal();

        assertThat(next.from()).isEqualTo(first.until());
        assertThat(next.events()).isEqualTo(1);
        assertThat(next.until()).isEqualTo(audit.now().minusSeconds(60));
    }

    @Test
    void doesNothingWhileAnotherSeals() {
        anEventOccurs();
        clock.advance(Duration.ofMinutes(5));
        seals.letAnotherSeal();

        assertThat(sealEvents.execute()).isEmpty();
        assertThat(database.call(() -> seals.last())).isEmpty();
    }

    @Test
    void sealsAnnouncementsToo() {
        UUID attempt = audit.commit(AuditEvents.attempted(AuditAction.SIGN_IN, null), aCaller(), null);
        database.run(() -> audit.complete(attempt, AuditEvents.refreshRefused(), aCaller()));
        clock.advance(Duration.ofMinutes(5));

        List<AuditRecord> all = new ArrayList<>(audit.records());
        assertThat(leavesOf(seal()))
                .containsExactlyElementsOf(all.stream().map(EventDigest::of).toList());
    }
}
