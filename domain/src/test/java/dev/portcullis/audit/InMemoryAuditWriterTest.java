package dev.portcullis.audit;

import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    public List<@Nullable String> maskedLoginsOf(RequestId request) {
        return recordsOf(request).map(AuditRecord::maskedLogin).toList();
    }

    @Override
    public List<String> aliasesOf(RequestId request) {
        return recordsOf(request).map(AuditRecord::login).toList();
    }

    private Stream<AuditRecord> recordsOf(RequestId request) {
        return audit.records().stream().filter(event -> event.requestId().equals(request.value()));
    }

    @Override
    public List<String> typesKeptOf(RequestId request) {
        return audit.eventsOf(request).stream().map(AuditEvent::type).toList();
    }
}
