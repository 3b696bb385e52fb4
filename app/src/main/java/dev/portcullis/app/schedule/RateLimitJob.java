package dev.portcullis.app.schedule;

import dev.portcullis.ratelimit.SharedRateLimiter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Removes what the throttle keeps of attempts that no longer count. Every replica does, and none waits for another. Also
 * where the throttle is off: what it has kept before is not to stay.
 */
@ApplicationScoped
class RateLimitJob {
    private final SharedRateLimiter throttle;
    private final JobRunner background;

    RateLimitJob(SharedRateLimiter throttle, JobRunner background) {
        this.throttle = throttle;
        this.background = background;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        background.run("Forgetting what the throttle keeps", throttle::forgetOld);
    }
}
