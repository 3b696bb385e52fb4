package dev.portcullis.app.schedule;

import dev.portcullis.app.metrics.ClockOffset;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Compares the clock of this host with that of the database, and warns while they differ. */
@ApplicationScoped
class ClockSchedule {
    private static final Logger LOG = Logger.getLogger(ClockSchedule.class);

    private final ClockOffset offset;
    private final JobRunner background;

    ClockSchedule(ClockOffset offset, JobRunner background) {
        this.offset = offset;
        this.background = background;
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void compare() {
        background.run("Comparing clocks", () -> {
            offset.measure();
            offset.warning().ifPresent(LOG::warn);
        });
    }
}
