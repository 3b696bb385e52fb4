package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Seals one range of the log: all events since the last seal, up to a time before which no event can be added. Writers
 * neither wait for it nor take part. If several replicas run it at the same time, one of them seals.
 */
public final class SealEvents {
    /** The number of events that one unit of work can read and hash in time. */
    static final int MAXIMUM_EVENTS = 4096;

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

    /** Returns the seal, after which more events may be waiting; empty if there is nothing to seal or another one seals. */
    public Optional<Seal> execute() {
        return work.call(() -> seals.tryToBeTheOnlySealer() ? seal() : Optional.empty());
    }

    private Optional<Seal> seal() {
        Instant closed = seals.closedUntil();
        Optional<Instant> sealedUntil = seals.last(Seal.Kind.EVENTS).map(Seal::until);
        Instant from = sealedUntil.orElse(Instant.EPOCH);
        if (!from.isBefore(closed)) {
            return Optional.empty();
        }
        List<AuditRecord> events = seals.events(from, closed, maximumEvents + 1);
        if (!events.isEmpty()) {
            Instant first = events.get(0).occurredAt();
            return Optional.of(seal(sealedUntil.orElse(startOfMonth(first)), events, closed));
        }
        // A month is sealed to its end even without events, so that it can be dropped later.
        Instant month = startOfMonth(closed);
        return sealedUntil.filter(until -> until.isBefore(month)).map(until -> insert(until, month, List.of()));
    }

    /** A seal covers events of one month only, so that its leaves can be dropped with them. */
    private Seal seal(Instant from, List<AuditRecord> events, Instant closed) {
        Instant first = events.get(0).occurredAt();
        Instant monthEnd =
                startOfMonth(first).atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
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
        Stream<AuditRecord> sealed =
                events.stream().filter(event -> event.occurredAt().isBefore(until));
        return insert(from, until, sealed.toList());
    }

    private Seal insert(Instant from, Instant until, List<AuditRecord> events) {
        EventDigests leaves = EventDigests.of(events);
        Seal seal = Seal.sign(
                key, SealChain.end(seals, key), Seal.Kind.EVENTS, from, until, events.size(), leaves.digest());
        seals.insert(seal, leaves);
        return seal;
    }

    private static Instant startOfMonth(Instant time) {
        OffsetDateTime day = time.truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
        return day.withDayOfMonth(1).toInstant();
    }
}
