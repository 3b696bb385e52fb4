package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failures since the last success, and the resulting delay of the next attempt. The delay doubles with each failure, up
 * to {@link #LONGEST_DELAY}.
 *
 * @param lastAt null if there was no failure
 */
public record FailureCount(int count, @Nullable Instant lastAt) {
    public static final FailureCount NONE = new FailureCount(0, null);

    /** Failures without a delay: a person may try several of their passwords. */
    static final int FREE = 10;

    /** Short enough for a person to return, long enough to leave an attacker four attempts an hour. */
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** Failures expire this long after the last one. */
    public static final Duration MEMORY = Duration.ofHours(24);

    /** The number of failures that have not expired. */
    int countAt(Instant now) {
        return lastAt != null && now.isBefore(lastAt.plus(MEMORY)) ? count : 0;
    }

    /** Zero or less if the next attempt need not wait. */
    Duration delayAt(Instant now) {
        return lastAt == null ? Duration.ZERO : Duration.between(now, lastAt.plus(delayAfter(countAt(now))));
    }

    /** Zero or less if the failures have expired. */
    Duration untilForgotten(Instant now) {
        return lastAt == null ? Duration.ZERO : Duration.between(now, lastAt.plus(MEMORY));
    }

    FailureCount counting(Instant now) {
        return new FailureCount(countAt(now) + 1, now);
    }

    /** Without the failure of a canceled attempt, which others may have followed. */
    FailureCount withoutOne() {
        return new FailureCount(Math.max(0, count - 1), lastAt);
    }

    private static Duration delayAfter(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        // Beyond 2^10 seconds the longest delay is reached anyway.
        Duration delay = Duration.ofSeconds(1L << Math.min(count - FREE, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
