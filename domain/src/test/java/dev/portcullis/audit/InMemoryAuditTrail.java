package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.CountingIds;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events in a list; those of a failed unit of work are not in it. */
public final class InMemoryAuditTrail implements AuditTrail {
    /** @param completes the announced attempt whose outcome this is, if any */
    public record Entry(
            UUID id,
            AuditEvent event,
            CallerContext caller,
            @Nullable AttemptId completes) {}

    private final InMemoryDatabase database;
    private final Map<Integer, Entry> entries;
    private final List<AuditEvent> lost = new ArrayList<>();
    private final CountingIds ids = new CountingIds();
    private boolean unavailable;

    public InMemoryAuditTrail(InMemoryDatabase database) {
        this.database = database;
        this.entries = database.table();
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        UUID unused = add(event, caller, null);
    }

    @Override
    public AttemptId announce(AuditEvent.Attempted attempt, CallerContext caller) {
        return new AttemptId(add(attempt, caller, null));
    }

    @Override
    public void complete(AttemptId attempt, AuditEvent event, CallerContext caller) {
        UUID unused = add(event, caller, attempt);
    }

    private UUID add(AuditEvent event, CallerContext caller, @Nullable AttemptId completes) {
        database.requireUnitOfWork();
        if (unavailable) {
            throw new AuditUnavailable(new IllegalStateException("the audit trail cannot be written"));
        }
        UUID id = ids.next();
        entries.put(entries.size(), new Entry(id, event, caller, completes));
        return id;
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        lost.add(event);
    }

    /** What could not be kept. */
    public List<AuditEvent> lost() {
        return List.copyOf(lost);
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public void becomeUnavailable() {
        unavailable = true;
    }

    public void becomeAvailable() {
        unavailable = false;
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
