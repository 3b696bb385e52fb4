package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPartitions;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Seals one range of the log: all events since the last seal, up to a time before which nothing can be added any more.
 * Whoever writes events neither waits for this nor does anything for it. Several replicas may try at once; one seals.
 */
public final class SealEvents {
    /** What one unit of work can read and hash well within its time. */
    static final int MAXIMUM_EVENTS = 4096;

    public sealed interface Outcome {
        /** There may be more to seal. */
        record Sealed(Seal seal) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.sealed().apply(this);
            }
        }

        /** There is nothing to seal now. */
        record Idle() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.idle().apply(this);
            }
        }

        /** Another replica is at it. */
        record Busy() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.busy().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Sealed, ? extends R> sealed,
                Function<? super Idle, ? extends R> idle,
                Function<? super Busy, ? extends R> busy) {}
    }

    private final SealStore seals;
    private final SealKey key;
    private final UnitOfWork work;
    private final int maximumEvents;

    public SealEvents(SealStore seals, SealKey key, UnitOfWork work) {
        this(seals, key, work, MAXIMUM_EVENTS);
    }

    SealEvents(SealStore seals, SealKey key, UnitOfWork work, int maximumEvents) {
        this.seals = seals;
        this.key = key;
        this.work = work;
        this.maximumEvents = maximumEvents;
    }

    public Outcome execute() {
        return work.call(() -> seals.tryToBeTheOnlySealer() ? seal() : new Outcome.Busy());
    }

    private Outcome seal() {
        Instant closed = seals.closedUntil();
        Optional<Instant> sealedUntil = seals.last(Seal.Kind.EVENTS).map(Seal::until);
        Instant from = sealedUntil.orElse(Instant.EPOCH);
        if (!from.isBefore(closed)) {
            return new Outcome.Idle();
        }
        List<AuditRecord> events = seals.events(from, closed, maximumEvents + 1);
        if (!events.isEmpty()) {
            Instant first = events.get(0).occurredAt();
            return seal(sealedUntil.orElse(AuditPartitions.startOf(first)), events, closed);
        }
        // Months end also while nothing happens; a month that was sealed to its end can be dropped one day.
        Instant month = AuditPartitions.startOf(closed);
        return sealedUntil.isPresent() && from.isBefore(month) ? insert(from, month, List.of()) : new Outcome.Idle();
    }

    /** The events of one seal are all of one month, so that they and their leaves can be dropped with it. */
    private Outcome seal(Instant from, List<AuditRecord> events, Instant closed) {
        Instant first = events.get(0).occurredAt();
        Instant monthEnd = AuditPartitions.endOf(first);
        Instant end = monthEnd.isBefore(closed) ? monthEnd : closed;
        if (events.size() > maximumEvents) {
            Instant tooLate = events.get(maximumEvents).occurredAt();
            if (tooLate.equals(first)) {
                Instant next = first.plus(1, ChronoUnit.MICROS);
                return insert(from, next, seals.events(first, next, Integer.MAX_VALUE));
            }
            end = tooLate.isBefore(end) ? tooLate : end;
        }
        Instant until = end;
        return insert(
                from,
                until,
                events.stream()
                        .filter(event -> event.occurredAt().isBefore(until))
                        .toList());
    }

    private Outcome insert(Instant from, Instant until, List<AuditRecord> events) {
        EventDigests leaves = EventDigests.of(events);
        Seal seal = Seal.sign(
                key, SealReference.of(seals.last()), Seal.Kind.EVENTS, from, until, events.size(), leaves.digest());
        seals.insert(seal, leaves);
        return new Outcome.Sealed(seal);
    }
}
