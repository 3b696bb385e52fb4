package dev.portcullis.app.schedule;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.EventAggregator;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.UnitOfWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Creates and drops the monthly partitions of the audit log, measures it, and writes aggregated events. Every replica
 * does; locks in the database prevent duplicate work.
 */
@ApplicationScoped
class AuditJobs {
    private static final Logger LOG = Logger.getLogger(AuditJobs.class);

    private final UseCases useCases;
    private final AuditLogStats stats;
    private final UnitOfWork work;
    private final AuditMeters meters;
    private final JobRunner background;
    private final EventAggregator aggregator;

    AuditJobs(UseCases useCases, AuditLogStats stats, UnitOfWork work, AuditMeters meters, JobRunner background) {
        this.useCases = useCases;
        this.stats = stats;
        this.work = work;
        this.meters = meters;
        this.background = background;
        this.aggregator = useCases.auditor().aggregator();
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
            if (outcome.record() != null) {
                LOG.infof(
                        "Dropped partitions of the audit log past their retention: %s; %s",
                        outcome.dropped(), outcome.record());
            }
        });
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        background.run("Measuring", () -> meters.measured(work.call(stats::read)));
    }
}
