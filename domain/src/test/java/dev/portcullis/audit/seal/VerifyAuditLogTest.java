package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Intact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyAuditLogTest extends SealedLog {
    @Test
    void findsAnEmptyLogIntact() {
        assertThat(intact()).isEqualTo(new Intact(0, 0, 0, 0, null, null));
    }

    @Test
    void findsALogIntactThatNobodyTouched() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord unsealed = anEventOccurs();
        Seal newest = newest();

        assertThat(intact()).isEqualTo(new Intact(events.size(), 0, 3, 1, newest.reference(), newest.until()));
        assertThat(unsealed.occurredAt()).isAfter(newest.until());
    }

    @Test
    void countsWhatIsNotSealedYet() {
        AuditRecord unsealed = anEventOccurs();

        assertThat(intact()).isEqualTo(new Intact(0, 0, 0, 1, null, null));
        assertThat(unsealed).isNotNull();
    }

    @Test
    void namesTheFirstEventThatWasChanged() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord fifth = events.get(4);
        AuditRecord seventh = events.get(6);
        audit.keep(new AuditRecords(fifth).withOutcome("refused").record());
        audit.keep(new AuditRecords(seventh).withOutcome("refused").record());

        assertFinds(Finding.CHANGED, fifth.position(), 2);
    }

    @Test
    void namesAnEventWhoseTimeWasChangedByThePlaceThatItHad() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord fifth = events.get(4);

        audit.keep(new AuditRecords(fifth).later(1).record());
        assertFinds(Finding.CHANGED, fifth.position(), 2);
        audit.keep(new AuditRecords(fifth).later(-1).record());
        assertFinds(Finding.CHANGED, fifth.position(), 2);
    }

    @Test
    void namesAnEventWhoseIdWasChangedByThePlaceThatItHad() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord fifth = events.get(4);
        AuditRecord other = new AuditRecords(fifth)
                .withId(AuditRecords.anEvent().record().id())
                .record();
        audit.forget(fifth.id());
        audit.keep(other);

        assertFinds(Finding.CHANGED, fifth.position(), 2);
        assertThat(broken().sentence()).contains(other.id().toString());
    }

    @Test
    void namesTheFirstEventThatWasRemoved() {
        List<AuditRecord> events = nineSealedEvents();
        for (int removed : new int[] {8, 5, 0}) {
            audit.forget(events.get(removed).id());
            assertFinds(Finding.REMOVED, events.get(removed).position(), removed / AT_ONCE + 1);
        }
    }

    @Test
    void namesTheFirstEventThatWasPutIn() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord last =
                AuditRecords.anEvent().at(events.get(8).occurredAt()).later(1).record();
        AuditRecord between =
                AuditRecords.anEvent().at(events.get(3).occurredAt()).later(1).record();
        AuditRecord first =
                AuditRecords.anEvent().at(events.get(0).occurredAt()).later(-1).record();
        AuditRecord beforeAll =
                AuditRecords.anEvent().at(seal(1).from()).later(-1).record();

        audit.keep(last);
        assertFinds(Finding.PUT_IN, last.position(), 3);
        audit.keep(between);
        assertFinds(Finding.PUT_IN, between.position(), 2);
        audit.keep(first);
        assertFinds(Finding.PUT_IN, first.position(), 1);
        audit.keep(beforeAll);
        assertFinds(Finding.PUT_IN, beforeAll.position(), 0);
    }

    @Test
    void findsManyThatWerePutInByTheFirstOfThem() {
        List<AuditRecord> events = nineSealedEvents();
        List<AuditRecord> added = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            AuditRecord event = AuditRecords.anEvent()
                    .at(events.get(4).occurredAt())
                    .later(i)
                    .record();
            audit.keep(event);
            added.add(event);
        }

        assertFinds(Finding.PUT_IN, added.get(0).position(), 2);
    }

    @Test
    void tellsACopyUnderAnotherIdFromAChange() {
        List<AuditRecord> events = nineSealedEvents();
        AuditRecord copy = new AuditRecords(events.get(4))
                .later(-1)
                .withId(AuditRecords.anEvent().record().id())
                .record();
        audit.keep(copy);

        assertFinds(Finding.PUT_IN, copy.position(), 2);
    }

    @Test
    void doesNotBlameEventsForLeavesThatWereChanged() {
        List<AuditRecord> events = nineSealedEvents();
        byte[] bytes = EventDigests.of(events.subList(3, 6)).bytes();
        bytes[bytes.length - 1] ^= 1;
        seals.forgeLeaves(2, EventDigests.read(bytes));

        assertFinds(Finding.LEAVES_CHANGED, 2);
        assertThat(broken().sentence()).contains("Its events are unchanged");

        audit.forget(events.get(4).id());
        assertFinds(Finding.LEAVES_CHANGED, 2);
        assertThat(broken().sentence()).doesNotContain("unchanged");
    }

    @Test
    void findsLeavesThatFitEventsThatWereChanged() {
        List<AuditRecord> events = new ArrayList<>(nineSealedEvents());
        AuditRecord changed =
                new AuditRecords(events.get(4)).withOutcome("refused").record();
        audit.keep(changed);
        events.set(4, changed);
        seals.forgeLeaves(2, EventDigests.of(events.subList(3, 6)));

        assertFinds(Finding.LEAVES_CHANGED, 2);
    }

    @Test
    void tellsMonthsThatWereDroppedFromEventsThatWereRemoved() {
        assertThat(keepMonths().made()).isNotEmpty();
        List<AuditRecord> march = nineSealedEvents();
        clock.advance(Duration.ofDays(40));
        AuditRecord april = anEventOccurs();
        clock.advance(Duration.ofDays(40));
        sealAll();
        assertThat(keepMonths().dropped()).hasSize(1);
        assertThat(audit.records()).containsExactly(april);

        Intact intact = intact();
        assertThat(intact.dropped()).isEqualTo(march.size());
        assertThat(intact.events()).isEqualTo(1);
        assertThat(intact.last()).isEqualTo(newest().reference());

        audit.keep(march.get(4));
        assertFinds(Finding.PUT_IN, march.get(4).position(), 0);
        audit.forget(march.get(4).id());
        audit.forget(april.id());
        assertFinds(Finding.REMOVED, april.position(), 4);
    }

    private ApplyAuditRetention.Outcome keepMonths() {
        return keep(new AuditRetention(Duration.ofDays(30)));
    }

    @Test
    void takesNoSealOfADropThatSomeoneElseMade() {
        List<AuditRecord> events = nineSealedEvents();
        dropAsSomeoneElse(events);

        assertThat(verify(null)).isInstanceOf(Broken.class);
    }

    @Test
    void takesNoSealOfADropThatSomeoneElseMakesMeanwhile() {
        List<AuditRecord> events = nineSealedEvents();

        Report report = new VerifyAuditLog(seals, key, database).execute(null, (done, total) -> {
            if (newest().kind() == Seal.Kind.EVENTS) {
                dropAsSomeoneElse(events);
            }
        });

        assertThat(report).isInstanceOf(Broken.class);
    }

    private void dropAsSomeoneElse(List<AuditRecord> events) {
        events.forEach(event -> audit.forget(event.id()));
        Instant until = newest().until();
        database.run(() -> seals.insert(
                Seal.sign(
                        new FakeSealKey("key-0"),
                        newest().reference(),
                        Seal.Kind.RETENTION,
                        seal(1).from(),
                        until,
                        9,
                        EventDigests.NONE.digest()),
                EventDigests.NONE));
    }

    @Test
    void goesOnWhileMonthsAreDropped() {
        assertThat(keepMonths().made()).isNotEmpty();
        assertThat(nineSealedEvents()).isNotEmpty();
        clock.advance(Duration.ofDays(80));
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofMinutes(5));
        sealAll();
        List<ApplyAuditRetention.Outcome> dropped = new ArrayList<>();

        Report report = new VerifyAuditLog(seals, key, database).execute(null, (done, total) -> {
            if (dropped.isEmpty()) {
                dropped.add(keepMonths());
            }
        });

        assertThat(dropped.get(0).dropped()).isNotEmpty();
        assertThat(report).isInstanceOf(Intact.class);
    }

    @Test
    void comparesAChainOfManySmallSeals() {
        List<AuditRecord> events = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            events.add(anEventOccurs());
            clock.advance(Duration.ofSeconds(61));
            sealAll();
        }
        List<Long> steps = new ArrayList<>();

        Report report = new VerifyAuditLog(seals, key, database).execute(null, (done, total) -> {
            assertThat(total).isEqualTo(2 * newest().number());
            steps.add(done);
        });

        assertThat(report).isInstanceOf(Intact.class);
        assertThat(intact().events()).isEqualTo(events.size());
        assertThat(steps)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains(newest().number())
                .endsWith(2 * newest().number());

        AuditRecord late = events.get(1100);
        audit.keep(new AuditRecords(late).withOutcome("refused").record());
        assertFinds(Finding.CHANGED, late.position(), 1101);
    }
}
