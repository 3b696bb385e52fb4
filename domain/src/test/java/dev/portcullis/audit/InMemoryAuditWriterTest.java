package dev.portcullis.audit;

import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;

class InMemoryAuditWriterTest implements AuditWriterContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);

    @Override
    public AuditWriter audit() {
        return audit;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public List<String> typesKeptOf(RequestId request) {
        return audit.eventsOf(request).stream().map(AuditEvent::type).toList();
    }
}
