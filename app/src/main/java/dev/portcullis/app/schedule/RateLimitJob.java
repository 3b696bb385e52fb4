package dev.portcullis.app.schedule;

import dev.portcullis.ratelimit.SharedRateLimiter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Deletes expired counts of rate limits and failed sign-ins. Replicas do so concurrently and skip locked rows. Also
 * runs while rate limits are off, so that earlier counts are deleted.
 */
@ApplicationScoped
class RateLimitJob {
    private final SharedRateLimiter limiter;
    private final JobRunner background;

    RateLimitJob(SharedRateLimiter limiter, JobRunner background) {
        this.limiter = limiter;
        this.background = background;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        background.run("Deleting expired rate limits", limiter::forgetOld);
    }
}
