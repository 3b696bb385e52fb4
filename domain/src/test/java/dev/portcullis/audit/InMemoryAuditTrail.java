package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.InMemoryDatabase;
import java.util.List;
import java.util.Map;

/** Events in a list; those of a failed unit of work are not in it. */
public final class InMemoryAuditTrail implements AuditTrail {
    private final InMemoryDatabase database;
    private final Map<Integer, AuditEvent> events;
    private boolean unavailable;

    public InMemoryAuditTrail(InMemoryDatabase database) {
        this.database = database;
        this.events = database.table();
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        database.requireUnitOfWork();
        if (unavailable) {
            throw new IllegalStateException("the audit trail cannot be written");
        }
        events.put(events.size(), event);
    }

    public void becomeUnavailable() {
        unavailable = true;
    }

    public List<AuditEvent> events() {
        return List.copyOf(events.values());
    }

    public AuditEvent last() {
        return events().get(events.size() - 1);
    }
}
