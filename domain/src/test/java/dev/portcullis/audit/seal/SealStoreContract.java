package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link SealStore}. Store and log are empty before each test. */
public interface SealStoreContract {
    /** Long ago, so that nothing is open there any more. */
    Instant START = Instant.parse("2026-03-10T08:00:00Z");

    SealStore seals();

    UnitOfWork work();

    /** The time that events are given. */
    Instant now();

    /** Puts an event into the log, as it is. */
    void keep(AuditRecord event);

    private static Seal aSeal(long number, Seal.Kind kind, int fromHour, int untilHour, long events) {
        return new Seal(
                number,
                kind,
                START.plus(fromHour, ChronoUnit.HOURS),
                START.plus(untilHour, ChronoUnit.HOURS).plus(1, ChronoUnit.MICROS),
                events,
                Hash.over(new byte[] {(byte) number}),
                Hash.over(new byte[] {(byte) (number - 1)}),
                "key-1",
                new byte[] {7, (byte) number});
    }

    private static AuditRecord anEvent(int hour) {
        return AuditRecords.anEvent().at(START.plus(hour, ChronoUnit.HOURS)).record();
    }

    private void insert(Seal seal, AuditRecord... events) {
        work().run(() -> seals().insert(seal, EventDigests.of(List.of(events))));
    }

    @Test
    default void isEmptyAtFirst() {
        assertThat(work().call(() -> seals().last())).isEmpty();
        assertThat(work().call(() -> seals().last(Seal.Kind.EVENTS))).isEmpty();
        assertThat(work().call(() -> seals().page(0, 10))).isEmpty();
    }

    @Test
    default void keepsAllOfASeal() {
        Seal seal = aSeal(1, Seal.Kind.EVENTS, 0, 1, 17);
        insert(seal);

        Seal kept = work().call(() -> seals().last()).orElseThrow();
        assertThat(kept).usingRecursiveComparison().isEqualTo(seal);
        assertThat(kept.signature()).containsExactly(7, 1);
        assertThat(kept.hash()).isEqualTo(seal.hash());
    }

    @Test
    default void showsSealsInTheOrderOfTheirNumbers() {
        Seal one = aSeal(1, Seal.Kind.EVENTS, 0, 1, 1);
        Seal two = aSeal(2, Seal.Kind.EVENTS, 1, 2, 1);
        Seal three = aSeal(3, Seal.Kind.RETENTION, 0, 1, 1);
        Seal ten = aSeal(10, Seal.Kind.EVENTS, 2, 3, 1);
        List.of(two, one, ten, three).forEach(this::insert);

        assertThat(work().call(() -> seals().page(0, 2))).containsExactly(one, two);
        assertThat(work().call(() -> seals().page(2, 2))).containsExactly(three, ten);
        assertThat(work().call(() -> seals().page(10, 2))).isEmpty();
        assertThat(work().call(() -> seals().last())).contains(ten);
        assertThat(work().call(() -> seals().last(Seal.Kind.RETENTION))).contains(three);
        assertThat(work().call(() -> seals().last(Seal.Kind.EVENTS))).contains(ten);
    }

    @Test
    default void givesANumberOnce() {
        insert(aSeal(1, Seal.Kind.EVENTS, 0, 1, 1));

        assertThatThrownBy(() -> insert(aSeal(1, Seal.Kind.EVENTS, 1, 2, 2))).isInstanceOf(RuntimeException.class);

        assertThat(work().call(() -> seals().page(0, 10))).hasSize(1);
    }

    @Test
    default void keepsTheLeavesOfEachSeal() {
        Seal one = aSeal(1, Seal.Kind.EVENTS, 0, 1, 2);
        Seal two = aSeal(2, Seal.Kind.EVENTS, 1, 2, 0);
        Seal three = aSeal(3, Seal.Kind.EVENTS, 2, 3, 1);
        Seal four = aSeal(4, Seal.Kind.EVENTS, 3, 4, 1);
        AuditRecord first = anEvent(0);
        AuditRecord second = anEvent(0);
        AuditRecord third = anEvent(2);
        insert(one, first, second);
        insert(two);
        insert(three, third);
        insert(four, anEvent(3));

        assertThat(work().call(() -> seals().leaves(one, three)))
                .containsOnlyKeys(1L, 3L)
                .containsEntry(1L, EventDigests.of(List.of(first, second)))
                .containsEntry(3L, EventDigests.of(List.of(third)));
        assertThat(work().call(() -> seals().leaves(two, two))).isEmpty();
    }

    @Test
    default void showsTheEventsOfARangeInOrder() {
        AuditRecord first = anEvent(1);
        AuditRecord announced = AuditRecords.anEvent()
                .at(first.occurredAt())
                .later(1)
                .withOutcome("unknown")
                .record();
        AuditRecord outcome = AuditRecords.anEvent()
                .at(first.occurredAt())
                .later(2)
                .completing(announced)
                .record();
        AuditRecord late = anEvent(3);
        List.of(late, outcome, first, anEvent(0), announced).forEach(this::keep);
        Instant from = first.occurredAt();
        Instant until = late.occurredAt();

        assertThat(work().call(() -> seals().events(from, until, 10))).containsExactly(first, announced, outcome);
        assertThat(work().call(() -> seals().events(from, until, 2))).containsExactly(first, announced);
        assertThat(work().call(() -> seals().events(Instant.EPOCH, from, Integer.MAX_VALUE)))
                .hasSize(1);
        assertThat(work().call(() -> seals().events(from, from, 10))).isEmpty();
    }

    @Test
    default void countsEventsFromATimeOn() {
        List.of(anEvent(0), anEvent(1), anEvent(2)).forEach(this::keep);

        assertThat(work().call(() -> seals().countEvents(anEvent(1).occurredAt())))
                .isEqualTo(2);
        assertThat(work().call(() -> seals().countEvents(anEvent(3).occurredAt())))
                .isZero();
    }

    @Test
    default void countsWhatWasSealedInASpan() {
        Seal one = aSeal(1, Seal.Kind.EVENTS, 0, 1, 5);
        Seal two = aSeal(2, Seal.Kind.EVENTS, 1, 2, 7);
        Seal three = aSeal(3, Seal.Kind.RETENTION, 0, 1, 11);
        Seal four = aSeal(4, Seal.Kind.EVENTS, 2, 3, 13);
        List.of(one, two, three, four).forEach(this::insert);

        assertThat(work().call(() -> seals().countSealed(Instant.EPOCH, two.until())))
                .isEqualTo(12);
        assertThat(work().call(() -> seals().countSealed(one.until(), four.until())))
                .isEqualTo(20);
        assertThat(work().call(() -> seals().countSealed(four.until(), Instant.parse("2100-01-01T00:00:00Z"))))
                .isZero();
    }

    @Test
    default void letsTheNextSealInWhenTheOneBeforeHasEnded() {
        assertThat(work().call(seals()::tryToBeTheOnlySealer)).isTrue();
        assertThat(work().call(seals()::tryToBeTheOnlySealer)).isTrue();
    }

    @Test
    default void leavesTheLastMinuteOpen() {
        Instant closed = work().call(seals()::closedUntil);

        assertThat(closed).isBeforeOrEqualTo(now().minusSeconds(60)).isAfter(now().minusSeconds(90));
        assertThat(closed.getNano() % 1000).isZero();
    }
}
