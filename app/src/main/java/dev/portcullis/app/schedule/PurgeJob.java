package dev.portcullis.app.schedule;

import dev.portcullis.composition.UseCases;
import dev.portcullis.housekeeping.PurgeExpiredData;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes expired data every hour. Every replica does; each skips rows that another has locked. */
@ApplicationScoped
class PurgeJob {
    private static final Logger LOG = Logger.getLogger(PurgeJob.class);

    private final UseCases useCases;
    private final JobRunner background;

    PurgeJob(UseCases useCases, JobRunner background) {
        this.useCases = useCases;
        this.background = background;
    }

    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WithAnotherProvider.class)
    void cleanUp() {
        background.run("Cleaning up", () -> {
            PurgeExpiredData.Outcome removed = useCases.purgeExpiredData().execute();
            if (removed.sessions() + removed.unverifiedAccounts() > 0) {
                LOG.infof(
                        "Removed %d ended sessions and %d unverified accounts",
                        removed.sessions(), removed.unverifiedAccounts());
            }
        });
    }
}
