package dev.portcullis.account;

import java.time.Duration;

/** When a mail that could not be handed over is tried again. */
final class MailRetries {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private MailRetries() {}

    /** Doubles from attempt to attempt, up to a limit. */
    static Duration delayAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 16);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
