package dev.portcullis.app.schedule;

import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs the steps of background jobs. If the database is unavailable, a job waits for its next turn. When the service
 * stops, running steps get some time to finish, and no other step starts. Safe for use by many threads.
 */
@Singleton
public final class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** Longer than a mail or a statement normally takes; a shutdown does not wait for more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(ALL);
    private volatile boolean ending;

    /**
     * Runs a step of a job, unless the service is stopping.
     *
     * @param what the job in log messages: a singular subject at the beginning of a sentence
     */
    public void run(String what, Runnable task) {
        if (ending || !places.tryAcquire()) {
            return;
        }
        try {
            task.run();
        } catch (StoreUnavailable unavailable) {
            LOG.warnf("%s waits for the database: %s", what, unavailable.getCause());
        } finally {
            places.release();
        }
    }

    /** Tells jobs with many steps to stop: another replica, or the next start, takes the next step. */
    public boolean isEnding() {
        return ending;
    }

    /** Runs before anything is closed. */
    void end(@Observes ShutdownEvent shutdown) throws InterruptedException {
        ending = true;
        if (!places.tryAcquire(ALL, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("Background jobs did not finish in time and were aborted");
        }
    }
}
