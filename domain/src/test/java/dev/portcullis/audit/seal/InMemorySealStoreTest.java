package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;

class InMemorySealStoreTest implements SealStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database);
    private final InMemorySealStore seals = new InMemorySealStore(database, trail);

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
        return trail.now();
    }

    @Override
    public void keep(AuditRecord event) {
        trail.keep(event);
    }
}
