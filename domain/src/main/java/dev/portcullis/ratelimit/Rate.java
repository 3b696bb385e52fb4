package dev.portcullis.ratelimit;

import java.time.Duration;

/**
 * How many attempts are let through: {@code burst} at once, then one more with each {@code interval}. A token bucket.
 *
 * @param interval at least a microsecond
 */
public record Rate(int burst, Duration interval) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofNanos(1_000);

    public Rate {
        if (burst < 1 || interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "a rate is at least one call per period and at most a million per second");
        }
    }

    /** So many a minute on the average. Twice as many at once: people come in waves, and share addresses. */
    public static Rate perMinute(int attempts) {
        return new Rate(2 * attempts, Duration.ofMinutes(1).dividedBy(attempts));
    }

    /** So many an hour on the average, and so many at once. */
    public static Rate perHour(int attempts) {
        return new Rate(attempts, Duration.ofHours(1).dividedBy(attempts));
    }

    /** This rate for so many times as many: as many more at once, and as many more later. */
    Rate times(int factor) {
        return new Rate(burst * factor, interval.dividedBy(factor));
    }

    /** How long an empty bucket takes to be full. */
    public Duration window() {
        return interval.multipliedBy(burst);
    }
}
