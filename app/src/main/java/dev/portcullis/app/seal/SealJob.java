package dev.portcullis.app.seal;

import dev.portcullis.app.schedule.JobRunner;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.kernel.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Seals the audit log, and measures how far. Every replica does; a lock in the database prevents duplicate work. */
@ApplicationScoped
class SealJob {
    private static final Logger LOG = Logger.getLogger(SealJob.class);

    /** Later than every event. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final SealEvents sealEvents;
    private final SealStore seals;
    private final UnitOfWork work;
    private final SealMeters meters;
    private final JobRunner background;

    SealJob(SealEvents sealEvents, SealStore seals, UnitOfWork work, SealMeters meters, JobRunner background) {
        this.sealEvents = sealEvents;
        this.seals = seals;
        this.work = work;
        this.meters = meters;
        this.background = background;
    }

    /**
     * Often, because events since the last seal can be changed without a trace; not constantly, because each seal adds
     * a row.
     */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void seal() {
        background.run("Sealing", () -> {
            Seal last = null;
            Optional<Seal> next = sealEvents.execute();
            while (next.isPresent()) {
                last = next.get();
                next = background.isEnding() ? Optional.empty() : sealEvents.execute();
            }
            if (last != null) {
                // Collected logs keep the seal out of reach of the database's administrator.
                LOG.infof("The audit log is sealed until %s: %s", last.until(), last.reference());
            }
        });
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        background.run("Measuring the seals of the audit log", () -> work.run(() -> meters.measured(oldestUnsealed())));
    }

    private @Nullable Instant oldestUnsealed() {
        Instant sealedUntil = seals.last(Seal.Kind.EVENTS).map(Seal::until).orElse(Instant.EPOCH);
        return seals.events(sealedUntil, END_OF_TIME, 1).stream()
                .map(AuditRecord::occurredAt)
                .findFirst()
                .orElse(null);
    }
}
