package dev.portcullis.ratelimit;

import java.time.Duration;

/**
 * A token bucket: {@code burst} attempts at once, then one per {@code interval}.
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

    /**
     * This many per minute on average, with bursts of twice as many, because people arrive in waves and share
     * addresses.
     */
    public static Rate perMinute(int attempts) {
        return new Rate(2 * attempts, Duration.ofMinutes(1).dividedBy(attempts));
    }

    /** This many per hour on average, and as many at once. */
    public static Rate perHour(int attempts) {
        return new Rate(attempts, Duration.ofHours(1).dividedBy(attempts));
    }

    /** A multiple of this rate and its burst. */
    Rate times(int factor) {
        return new Rate(burst * factor, interval.dividedBy(factor));
    }

    /** The time in which an empty bucket fills. */
    public Duration window() {
        return interval.multipliedBy(burst);
    }
}
