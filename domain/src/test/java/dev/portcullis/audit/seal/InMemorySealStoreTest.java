package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;

class InMemorySealStoreTest implements SealStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private final InMemorySealStore seals = new InMemorySealStore(database, audit);

    @Override
    public SealStore seals() {
        return seals;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public Instant now() {
        return audit.now();
    }

    @Override
    public void keep(AuditRecord event) {
        audit.keep(event);
    }
}
