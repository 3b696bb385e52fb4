package dev.portcullis.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a mail that could not be handed over is tried again. */
final class MailRetries {
    /**
     * For how long a claimed order is out of the reach of other senders: a delivery, and half a minute to hash a code
     * before it and to note its outcome after it. When a process dies, its mails wait for so long.
     */
    static final Duration LEASE = MailSender.DEADLINE.plusSeconds(30);

    /** For noting the outcome of a delivery before the lease ends. */
    private static final Duration NOTING = Duration.ofSeconds(10);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private MailRetries() {}

    /** Whether a delivery that begins now could outlive the lease of its order, so that another sender begins as well. */
    static boolean isTooLateFor(Instant claimedAt, Instant now) {
        return now.plus(MailSender.DEADLINE).plus(NOTING).isAfter(claimedAt.plus(LEASE));
    }

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
