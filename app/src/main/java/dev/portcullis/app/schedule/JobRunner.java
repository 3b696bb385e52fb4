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
 * What happens without anyone asking waits for a database that is away, and does not run into the end of the service: what
 * is under way then is waited for, and nothing else is begun. Safe for use by many threads.
 */
@Singleton
final class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** Longer than a mail or a statement takes where all is well; where it is not, the end does not wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(ALL);
    private volatile boolean ending;

    /** @param what as the log calls it, at the beginning of a sentence, singular */
    void run(String what, Runnable task) {
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

    /** For what goes on and on: the next step is for another replica, or for the next start. */
    boolean isEnding() {
        return ending;
    }

    /** Comes before anything is closed. */
    void end(@Observes ShutdownEvent shutdown) throws InterruptedException {
        ending = true;
        if (!places.tryAcquire(ALL, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("Work in the background is broken off: it takes too long");
        }
    }
}
