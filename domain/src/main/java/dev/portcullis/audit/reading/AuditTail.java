package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of the audit log, which returns each new event exactly once. The time of an event is the time at which it was
 * written, but the event becomes visible when its unit of work commits. So each call reads the duration of the longest
 * unit of work again, and skips the events that it already returned. Used by one thread.
 */
public final class AuditTail {
    /** A unit of work is cancelled a moment after its timeout. */
    private static final Duration LONGEST_UNIT_OF_WORK = UnitOfWork.TIMEOUT.plusSeconds(2);

    private final AuditReader log;
    private final UnitOfWork work;
    private final AuditFilter filter;

    private Set<AuditPosition> seen = new HashSet<>();
    private Instant lastRead = Instant.EPOCH;

    AuditTail(AuditReader log, UnitOfWork work, AuditFilter filter) {
        this.log = log;
        this.work = work;
        this.filter = filter;
    }

    /** The newest events, at most {@code count}, oldest first. {@link #next} returns only events that follow. */
    public List<AuditRecord> newest(int count) {
        Instant now = work.call(log::now);
        List<AuditRecord> recent = since(now);
        List<AuditRecord> newest = new ArrayList<>();
        if (count > 0) {
            newest.addAll(work.call(() -> log.page(filter, Order.NEWEST_FIRST, null, count)));
            Collections.reverse(newest);
        }
        remember(Stream.concat(recent.stream(), newest.stream()), now);
        return newest;
    }

    /**
     * The events since the previous call, oldest first.
     *
     * @throws dev.portcullis.kernel.StoreUnavailable if the log cannot be read now; the next call then returns these
     *     events
     */
    public List<AuditRecord> next() {
        Instant now = work.call(log::now);
        List<AuditRecord> recent = since(lastRead);
        List<AuditRecord> unseen = recent.stream()
                .filter(event -> !seen.contains(event.position()))
                .toList();
        remember(recent.stream(), now);
        return unseen;
    }

    private void remember(Stream<AuditRecord> recent, Instant now) {
        seen = recent.map(AuditRecord::position).collect(Collectors.toSet());
        lastRead = now;
    }

    private List<AuditRecord> since(Instant time) {
        List<AuditRecord> events = new ArrayList<>();
        log.forEach(work, filter.startingAt(time.minus(LONGEST_UNIT_OF_WORK)), events::add);
        return events;
    }
}
