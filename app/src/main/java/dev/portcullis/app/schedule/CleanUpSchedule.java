package dev.portcullis.app.schedule;

import dev.portcullis.session.RemoveLeftovers;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Removes each hour what has been over for long enough. Every replica does; each takes what no other holds. */
@ApplicationScoped
class CleanUpSchedule {
    private static final Logger LOG = Logger.getLogger(CleanUpSchedule.class);

    private final RemoveLeftovers removeLeftovers;
    private final BackgroundWork background;

    CleanUpSchedule(RemoveLeftovers removeLeftovers, BackgroundWork background) {
        this.removeLeftovers = removeLeftovers;
        this.background = background;
    }

    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void cleanUp() {
        background.run("Cleaning up", () -> {
            RemoveLeftovers.Outcome removed = removeLeftovers.execute();
            if (removed.sessions() + removed.unverifiedAccounts() > 0) {
                LOG.infof(
                        "Removed %d sessions that were over and %d accounts that nobody verified",
                        removed.sessions(), removed.unverifiedAccounts());
            }
        });
    }
}
