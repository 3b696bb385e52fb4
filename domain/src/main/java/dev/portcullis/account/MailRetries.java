package dev.portcullis.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a mail that could not be handed over is tried again. */
final class MailRetries {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private MailRetries() {}

    /**
     * When to try again after so many attempts.
     *
     * @param patience for how long after it was ordered a mail is tried
     * @return empty when that would be too late
     */
    static Optional<Instant> next(int attempts, Instant orderedAt, Duration patience, Instant now) {
        Instant next = now.plus(delayAfter(attempts));
        return next.isAfter(orderedAt.plus(patience)) ? Optional.empty() : Optional.of(next);
    }

    /** Doubles from attempt to attempt, up to a limit. */
    private static Duration delayAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 16);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
