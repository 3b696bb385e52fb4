package dev.portcullis.app.schedule;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.EventAggregator;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.UnitOfWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals the audit log, creates and drops its monthly partitions, measures it, and writes aggregated events. Every
 * replica does; locks in the database prevent duplicate work.
 */
@ApplicationScoped
class AuditJobs {
    private static final Logger LOG = Logger.getLogger(AuditJobs.class);

    /** Later than every event. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final UseCases useCases;
    private final AuditLogStats gauges;
    private final SealStore seals;
    private final UnitOfWork work;
    private final AuditMeters meters;
    private final JobRunner background;
    private final EventAggregator aggregator;

    AuditJobs(
            UseCases useCases,
            AuditLogStats gauges,
            SealStore seals,
            UnitOfWork work,
            AuditMeters meters,
            JobRunner background) {
        this.useCases = useCases;
        this.gauges = gauges;
        this.seals = seals;
        this.work = work;
        this.meters = meters;
        this.background = background;
        this.aggregator = useCases.auditor().aggregator();
    }

    /**
     * Often, because events since the last seal can be changed without a trace; not constantly, because each seal adds
     * a row.
     */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void seal() {
        background.run("Sealing", () -> {
            Seal last = null;
            Optional<Seal> next = useCases.sealEvents().execute();
            while (next.isPresent()) {
                last = next.get();
                next = background.isEnding()
                        ? Optional.empty()
                        : useCases.sealEvents().execute();
            }
            if (last != null) {
                // Collected logs keep the seal out of reach of the database's administrator.
                LOG.infof("The audit log is sealed until %s: %s", last.until(), last.reference());
            }
        });
    }

    /** The period is the time during which early rejections of a kind are aggregated into one event. */
    @Scheduled(every = "{portcullis.audit.counting-period}", concurrentExecution = ConcurrentExecution.SKIP)
    void writeCounts() {
        background.run("Writing aggregated events to the audit log", () -> {
            try {
                aggregator.flush();
            } catch (AuditUnavailable unavailable) {
                LOG.warnf(
                        "The audit log cannot be written; counted requests will be written later: %s",
                        unavailable.getCause());
            }
        });
    }

    /** From here on, requests in progress write their events immediately. */
    void end(@Observes ShutdownEvent shutdown) {
        aggregator.close();
    }

    /** Every hour, so that a start during an outage of the database is made up for soon. */
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    void keepMonths() {
        background.run("Applying the retention of the audit log", () -> {
            ApplyAuditRetention.Outcome outcome = useCases.applyAuditRetention().execute();
            if (!outcome.made().isEmpty()) {
                LOG.infof("Created partitions of the audit log: %s", outcome.made());
            }
            if (!outcome.skipped().isEmpty()) {
                LOG.warnf(
                        "Cannot create partitions of the audit log for %s: their first events are in the default partition",
                        outcome.skipped());
            }
            Seal seal = outcome.seal();
            if (seal != null) {
                LOG.infof(
                        "Dropped partitions of the audit log past their retention: %s; seal %s",
                        outcome.dropped(), seal.reference());
            }
        });
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        background.run(
                "Measuring",
                () -> work.run(() -> {
                    AuditLogStats.Reading reading = gauges.read();
                    meters.measured(reading, oldestSince(reading.sealedUntil()));
                }));
    }

    private @Nullable Instant oldestSince(@Nullable Instant sealedUntil) {
        List<AuditRecord> oldest = seals.events(sealedUntil == null ? Instant.EPOCH : sealedUntil, END_OF_TIME, 1);
        return oldest.isEmpty() ? null : oldest.get(0).occurredAt();
    }
}
