package dev.portcullis.bench.service;

import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.RetentionSeals;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealKey;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.Optional;

/** Seals events on request. Each method returns a count, and its time in nanoseconds. */
@Path("/bench/jobs/seal")
@Singleton
@Produces(MediaType.TEXT_PLAIN)
public class BenchSeals {
    private final SealEvents sealEvents;
    private final RetentionSeals retentionSeals;
    private final AuditPartitions months;
    private final AuditRetention retention;
    private final UnitOfWork work;

    BenchSeals(
            SealEvents sealEvents,
            SealStore seals,
            SealKey key,
            AuditPartitions months,
            AuditRetention retention,
            UnitOfWork work) {
        this.sealEvents = sealEvents;
        this.retentionSeals = new RetentionSeals(seals, key);
        this.months = months;
        this.retention = retention;
        this.work = work;
    }

    /** The count is that of the sealed events. */
    @POST
    public String seal() {
        long before = System.nanoTime();
        Optional<Seal> seal = sealEvents.execute();
        return seal.map(Seal::events).orElse(0L) + " " + (System.nanoTime() - before);
    }

    /** The count is 1 if the oldest month is past its retention and sealed. */
    @POST
    @Path("droppable")
    public String droppable() {
        long before = System.nanoTime();
        boolean isDroppable = work.call(() -> retentionSeals
                .limit(months.now().minus(Objects.requireNonNull(retention.time())))
                .flatMap(months::droppableUntil)
                .isPresent());
        return (isDroppable ? 1 : 0) + " " + (System.nanoTime() - before);
    }
}
