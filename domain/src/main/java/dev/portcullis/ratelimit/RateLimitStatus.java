package dev.portcullis.ratelimit;

import java.time.Duration;

/**
 * What the address of a caller may still do. Where several networks of it are counted, that with the least left.
 *
 * @param rate what it may do on the whole
 * @param remaining how many attempts would be let through at once now
 * @param untilMore how long it takes until that is one more
 */
public record RateLimitStatus(RateLimiter.Action action, Rate rate, int remaining, Duration untilMore) {
    /** A wait of nothing is none, and the clock has gone on since the store looked at it. */
    private static final Duration SOONEST = Duration.ofMillis(1);

    static RateLimitStatus of(RateLimiter.Action action, Rate rate, TokenBuckets.Level level) {
        Duration interval = rate.interval();
        Duration missing = level.untilFull().isNegative() ? Duration.ZERO : level.untilFull();
        // Missing in part is missing: what is left are whole attempts.
        long gone = missing.plus(interval).minusNanos(1).dividedBy(interval);
        long remaining = level.taken() ? Math.max(0, rate.burst() - gone) : 0;
        Duration untilMore = missing.minus(interval.multipliedBy(rate.burst() - remaining - 1));
        boolean isSoon = untilMore.compareTo(SOONEST) < 0;
        return new RateLimitStatus(action, rate, (int) remaining, isSoon ? SOONEST : untilMore);
    }
}
