package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** So many events, one a second, and what was asked for. Only the times of a filter count. */
final class ScriptedAuditReader implements AuditReader {
    static final Instant FIRST = Instant.parse("2026-11-24T12:00:00Z");

    private final InMemoryDatabase database;
    private final List<AuditRecord> events = new ArrayList<>();

    final List<AuditFilter> filters = new ArrayList<>();
    int largestPage;

    ScriptedAuditReader(InMemoryDatabase database, int events) {
        this.database = database;
        for (int i = 0; i < events; i++) {
            add();
        }
    }

    void add() {
        events.add(event(events.size()));
    }

    static AuditRecord event(int second) {
        return new AuditRecord(
                new UUID(0x0195_0000_0000_7000L, second),
                FIRST.plusSeconds(second),
                "sign_in",
                "authn_login_success",
                "success",
                null,
                null,
                null,
                null,
                null,
                "192.0.2.7",
                null,
                "request-" + second,
                null,
                "replica-1",
                null,
                null);
    }

    @Override
    public List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {
        database.requireUnitOfWork();
        filters.add(filter);
        Comparator<AuditPosition> comparator =
                order == Order.OLDEST_FIRST ? Comparator.naturalOrder() : Comparator.reverseOrder();
        List<AuditRecord> page = events.stream()
                .filter(event -> after == null || comparator.compare(event.position(), after) > 0)
                .filter(event -> filter.until() == null || event.occurredAt().isBefore(filter.until()))
                .sorted(Comparator.comparing(AuditRecord::position, comparator))
                .limit(limit)
                .toList();
        largestPage = Math.max(largestPage, page.size());
        return page;
    }

    /** Right after the last event. */
    @Override
    public Instant now() {
        database.requireUnitOfWork();
        return FIRST.plusSeconds(events.size());
    }
}
