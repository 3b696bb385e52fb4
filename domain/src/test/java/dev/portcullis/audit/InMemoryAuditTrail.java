package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.RequestId;
import java.util.List;
import java.util.Map;

/** Events in a list; those of a failed unit of work are not in it. */
public final class InMemoryAuditTrail implements AuditTrail {
    private record Entry(AuditEvent event, CallerContext caller) {}

    private final InMemoryDatabase database;
    private final Map<Integer, Entry> entries;
    private boolean unavailable;

    public InMemoryAuditTrail(InMemoryDatabase database) {
        this.database = database;
        this.entries = database.table();
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        database.requireUnitOfWork();
        if (unavailable) {
            throw new IllegalStateException("the audit trail cannot be written");
        }
        entries.put(entries.size(), new Entry(event, caller));
    }

    public void becomeUnavailable() {
        unavailable = true;
    }

    public List<AuditEvent> events() {
        return entries.values().stream().map(Entry::event).toList();
    }

    public List<AuditEvent> eventsOf(RequestId request) {
        return entries.values().stream()
                .filter(entry -> entry.caller().requestId().equals(request))
                .map(Entry::event)
                .toList();
    }

    public AuditEvent last() {
        return events().get(entries.size() - 1);
    }
}
