package dev.portcullis.app.schedule;

import dev.portcullis.session.PurgeExpiredData;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Removes each hour what has been over for long enough. Every replica does; each takes what no other holds. */
@ApplicationScoped
class PurgeJob {
    private static final Logger LOG = Logger.getLogger(PurgeJob.class);

    private final PurgeExpiredData removeLeftovers;
    private final JobRunner background;

    PurgeJob(PurgeExpiredData removeLeftovers, JobRunner background) {
        this.removeLeftovers = removeLeftovers;
        this.background = background;
    }

    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void cleanUp() {
        background.run("Cleaning up", () -> {
            PurgeExpiredData.Outcome removed = removeLeftovers.execute();
            if (removed.sessions() + removed.unverifiedAccounts() > 0) {
                LOG.infof(
                        "Removed %d sessions that were over and %d accounts that nobody verified",
                        removed.sessions(), removed.unverifiedAccounts());
            }
        });
    }
}
