package dev.portcullis.app.schedule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stops the scheduler when the service stops, before {@link JobRunner} waits for running jobs. The scheduler itself
 * stops later, without waiting for jobs that are queued for a worker thread: they would start after the beans that they
 * need are gone, and fail.
 */
@Singleton
final class SchedulerStop {
    private static final Logger LOG = Logger.getLogger(SchedulerStop.class);

    /** Before observers without a priority. */
    private static final int FIRST = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    void end(@Observes @Priority(FIRST) ShutdownEvent shutdown, Scheduler scheduler, Vertx vertx)
            throws InterruptedException {
        if (scheduler.isStarted()) {
            scheduler.pause();
        }
        awaitQueuedTasks(vertx);
    }

    /** Workers take tasks in the order of the queue: when this task starts, all tasks before it have started. */
    static void awaitQueuedTasks(Vertx vertx) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        vertx.executeBlocking(
                () -> {
                    started.countDown();
                    return null;
                },
                false);
        if (!started.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("All worker threads are busy: queued background jobs may fail");
        }
    }
}
