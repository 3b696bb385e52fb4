package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Wrong guesses since the last right one, and how long they make the next one wait. The wait doubles with each, ends,
 * and is no longer than {@link #LONGEST_DELAY}.
 *
 * @param lastAt null when there was none
 */
public record FailureCount(int count, @Nullable Instant lastAt) {
    public static final FailureCount NONE = new FailureCount(0, null);

    /** A person who tries the passwords that they have is not kept waiting. */
    static final int FREE = 10;

    /** Short enough for a person to come back, long enough to leave a guesser four tries an hour. */
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** After the last one, all are forgotten. */
    public static final Duration MEMORY = Duration.ofHours(24);

    /** Those that still count. */
    int countAt(Instant now) {
        return lastAt != null && now.isBefore(lastAt.plus(MEMORY)) ? count : 0;
    }

    /** Zero or less when the next need not wait. */
    Duration delayAt(Instant now) {
        return lastAt == null ? Duration.ZERO : Duration.between(now, lastAt.plus(delayAfter(countAt(now))));
    }

    /** Zero or less when they are. */
    Duration untilForgotten(Instant now) {
        return lastAt == null ? Duration.ZERO : Duration.between(now, lastAt.plus(MEMORY));
    }

    FailureCount counting(Instant now) {
        return new FailureCount(countAt(now) + 1, now);
    }

    /** Without one that was counted before others came. */
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
