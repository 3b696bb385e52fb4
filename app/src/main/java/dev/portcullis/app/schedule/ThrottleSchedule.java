package dev.portcullis.app.schedule;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.throttle.SharedThrottle;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Removes what the throttle keeps of attempts that no longer count. Every replica does, and none waits for another. Also
 * where the throttle is off: what it has kept before is not to stay.
 */
@ApplicationScoped
class ThrottleSchedule {
    private static final Logger LOG = Logger.getLogger(ThrottleSchedule.class);

    private final SharedThrottle throttle;

    ThrottleSchedule(SharedThrottle throttle) {
        this.throttle = throttle;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        try {
            throttle.forgetOld();
        } catch (StoreUnavailable unavailable) {
            LOG.warnf("What the throttle keeps waits for the database: %s", unavailable.getCause());
        }
    }
}
