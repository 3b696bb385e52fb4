package dev.portcullis.ratelimit;

import java.time.Duration;

/**
 * The remaining attempts of a client address. If several of its networks have limits, the one with the least left.
 *
 * @param rate the limit
 * @param remaining attempts that would be allowed now
 * @param untilMore time until there is one more
 */
public record RateLimitStatus(RateLimiter.Action action, Rate rate, int remaining, Duration untilMore) {
    /** A retry time is above zero; the clock has advanced since the store read it. */
    private static final Duration SOONEST = Duration.ofMillis(1);

    /** Later, when no attempt was made in between; before there is one more. */
    RateLimitStatus after(Duration time) {
        return new RateLimitStatus(action, rate, remaining, positive(untilMore.minus(time)));
    }

    static RateLimitStatus of(RateLimiter.Action action, Rate rate, TokenBuckets.Level level) {
        Duration interval = rate.interval();
        Duration missing = level.untilFull().isNegative() ? Duration.ZERO : level.untilFull();
        // Rounded up, because only whole attempts remain.
        long gone = missing.plus(interval).minusNanos(1).dividedBy(interval);
        long remaining = level.taken() ? Math.max(0, rate.burst() - gone) : 0;
        Duration untilMore = missing.minus(interval.multipliedBy(rate.burst() - remaining - 1));
        return new RateLimitStatus(action, rate, (int) remaining, positive(untilMore));
    }

    private static Duration positive(Duration time) {
        return time.compareTo(SOONEST) < 0 ? SOONEST : time;
    }
}
