package dev.portcullis.app.schedule;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.audit.AuditGauges;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.KeepAuditMonths;
import dev.portcullis.audit.Seal;
import dev.portcullis.audit.SealEvents;
import dev.portcullis.audit.SealStore;
import dev.portcullis.kernel.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals the audit log, makes its months and drops them, and measures it. Every replica does; the database keeps them
 * apart.
 */
@ApplicationScoped
class AuditSchedule {
    private static final Logger LOG = Logger.getLogger(AuditSchedule.class);

    /** After all that can be there. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final SealEvents sealEvents;
    private final KeepAuditMonths keepAuditMonths;
    private final AuditGauges gauges;
    private final SealStore seals;
    private final UnitOfWork work;
    private final AuditMeters meters;
    private final BackgroundWork background;

    AuditSchedule(
            SealEvents sealEvents,
            KeepAuditMonths keepAuditMonths,
            AuditGauges gauges,
            SealStore seals,
            UnitOfWork work,
            AuditMeters meters,
            BackgroundWork background) {
        this.sealEvents = sealEvents;
        this.keepAuditMonths = keepAuditMonths;
        this.gauges = gauges;
        this.seals = seals;
        this.work = work;
        this.meters = meters;
        this.background = background;
    }

    /**
     * What is younger than the last time can be changed without a trace, so not seldom; each time leaves a row, so not all
     * the time.
     */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void seal() {
        background.run("Sealing", () -> {
            Seal last = null;
            for (Seal seal = next(); seal != null; seal = background.isEnding() ? null : next()) {
                last = seal;
            }
            if (last != null) {
                // Whoever collects the log has the seal where the database's administrator does not reach.
                LOG.infof("The audit log is sealed until %s: %s", last.until(), last.reference());
            }
        });
    }

    private @Nullable Seal next() {
        return sealEvents
                .execute()
                .fold(new SealEvents.Outcome.Cases<@Nullable Seal>(
                        SealEvents.Outcome.Sealed::seal, idle -> null, busy -> null));
    }

    /** Each hour, although months are long: a start while the database is away is made up for soon. */
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    void keepMonths() {
        background.run("Making and dropping months", () -> {
            KeepAuditMonths.Outcome outcome = keepAuditMonths.execute();
            if (!outcome.made().isEmpty()) {
                LOG.infof("The audit log has places for %s", outcome.made());
            }
            if (!outcome.skipped().isEmpty()) {
                LOG.warnf(
                        "The audit log has no place for %s: events came before it was made, and lie in the default"
                                + " partition",
                        outcome.skipped());
            }
            Seal seal = outcome.seal();
            if (seal != null) {
                LOG.infof("The audit log dropped %s, past their retention: %s", outcome.dropped(), seal.reference());
            }
        });
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        background.run(
                "Measuring",
                () -> work.run(() -> {
                    AuditGauges.Reading reading = gauges.read();
                    meters.measured(reading, oldestSince(reading.sealedUntil()));
                }));
    }

    private @Nullable Instant oldestSince(@Nullable Instant sealedUntil) {
        List<AuditRecord> oldest = seals.events(sealedUntil == null ? Instant.EPOCH : sealedUntil, END_OF_TIME, 1);
        return oldest.isEmpty() ? null : oldest.get(0).occurredAt();
    }
}
