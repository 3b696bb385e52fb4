package dev.portcullis.app.command;

import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditReader;
import dev.portcullis.audit.AuditReader.Order;
import dev.portcullis.audit.AuditRecord;
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
import org.jspecify.annotations.Nullable;

/**
 * The events that came since one looked last, each once. An event has the time at which it was written and is seen when
 * it is committed, up to a unit of work's longest time later; so as much is read again, and what was seen left out. Used
 * by one thread.
 */
final class EventTailer {
    /** A unit of work is given up after 10 seconds. */
    private static final Duration LONGEST_UNIT_OF_WORK = Duration.ofSeconds(12);

    private static final int PAGE = 1_000;

    private final AuditReader log;
    private final UnitOfWork work;
    private final AuditFilter filter;

    private Set<AuditPosition> seen = new HashSet<>();
    private Instant lookedAt = Instant.EPOCH;

    EventTailer(AuditReader log, UnitOfWork work, AuditFilter filter) {
        this.log = log;
        this.work = work;
        this.filter = filter;
    }

    /** So many of those that are there, the oldest of them first. All that are there count as seen. */
    List<AuditRecord> newest(int count) {
        Instant now = work.call(log::now);
        List<AuditRecord> recent = recent(now);
        List<AuditRecord> shown = new ArrayList<>();
        if (count > 0) {
            shown.addAll(work.call(() -> log.page(filter, Order.NEWEST_FIRST, null, count)));
            Collections.reverse(shown);
        }
        remember(Stream.concat(recent.stream(), shown.stream()), now);
        return shown;
    }

    /**
     * In order.
     *
     * @throws dev.portcullis.kernel.StoreUnavailable when they cannot be read now; nothing counts as seen by that
     */
    List<AuditRecord> sinceTheLastLook() {
        Instant now = work.call(log::now);
        List<AuditRecord> recent = recent(lookedAt);
        List<AuditRecord> unseen = recent.stream()
                .filter(event -> !seen.contains(event.position()))
                .toList();
        remember(recent.stream(), now);
        return unseen;
    }

    private void remember(Stream<AuditRecord> recent, Instant now) {
        seen = recent.map(AuditRecord::position).collect(Collectors.toSet());
        lookedAt = now;
    }

    private List<AuditRecord> recent(Instant lastLook) {
        AuditFilter recently = new AuditFilter(
                lastLook.minus(LONGEST_UNIT_OF_WORK),
                null,
                filter.type(),
                filter.outcome(),
                filter.account(),
                filter.session(),
                filter.address());
        List<AuditRecord> events = new ArrayList<>();
        List<AuditRecord> page = page(recently, null);
        while (!page.isEmpty()) {
            events.addAll(page);
            page = page.size() < PAGE
                    ? List.of()
                    : page(recently, page.get(page.size() - 1).position());
        }
        return events;
    }

    private List<AuditRecord> page(AuditFilter recently, @Nullable AuditPosition after) {
        return work.call(() -> log.page(recently, Order.OLDEST_FIRST, after, PAGE));
    }
}
