package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the events of an {@link InMemoryAuditWriter}. */
public final class InMemoryAuditReader implements AuditReader {
    private final InMemoryDatabase database;
    private final InMemoryAuditWriter audit;

    public InMemoryAuditReader(InMemoryDatabase database, InMemoryAuditWriter audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {
        database.requireUnitOfWork();
        List<AuditRecord> events = audit.records();
        Comparator<AuditPosition> byPlace =
                order == Order.OLDEST_FIRST ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return events.stream()
                .filter(event -> passes(event, filter) && !isCompleted(event, events))
                .filter(event -> after == null || byPlace.compare(event.position(), after) > 0)
                .sorted(Comparator.comparing(AuditRecord::position, byPlace))
                .limit(limit)
                .toList();
    }

    private static boolean passes(AuditRecord event, AuditFilter filter) {
        Instant from = filter.from();
        Instant until = filter.until();
        return (from == null || !event.occurredAt().isBefore(from))
                && (until == null || event.occurredAt().isBefore(until))
                && isAskedFor(filter.type(), event.type())
                && isAskedFor(filter.outcome(), event.outcome())
                && isAskedFor(filter.account(), event.account())
                && isAskedFor(filter.session(), event.session())
                && isAskedFor(filter.address(), event.address());
    }

    private static boolean isAskedFor(@Nullable Object asked, @Nullable Object value) {
        return asked == null || asked.equals(value);
    }

    private static boolean isCompleted(AuditRecord event, List<AuditRecord> events) {
        UUID attempt = event.id();
        return event.outcome().equals("unknown")
                && events.stream().anyMatch(other -> Objects.equals(other.attempt(), attempt));
    }

    @Override
    public Instant now() {
        database.requireUnitOfWork();
        return audit.now();
    }
}
