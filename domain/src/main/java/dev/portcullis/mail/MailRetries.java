package dev.portcullis.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Leases, and the backoff for mails that could not be delivered. */
final class MailRetries {
    /**
     * How long a claimed mail is unavailable to other callers: one delivery, and half a minute to hash a code before it
     * and to store the result after it. After a crash, mails that were being delivered wait for this time.
     */
    static final Duration LEASE = MailSender.DEADLINE.plusSeconds(30);

    /** To store the result of a delivery before the lease ends. */
    private static final Duration STORING = Duration.ofSeconds(10);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private MailRetries() {}

    /** Whether a delivery that starts now could outlive its lease, so that another caller would start one as well. */
    static boolean isTooLate(Instant leaseEnd, Instant now) {
        return now.plus(MailSender.DEADLINE).plus(STORING).isAfter(leaseEnd);
    }

    /**
     * The time of the next attempt.
     *
     * @param lifetime how long after it was enqueued a mail is retried
     * @return empty if the lifetime ends before the next attempt
     */
    static Optional<Instant> next(int attempts, Instant enqueuedAt, Duration lifetime, Instant now) {
        Instant next = now.plus(delayAfter(attempts));
        return next.isAfter(enqueuedAt.plus(lifetime)) ? Optional.empty() : Optional.of(next);
    }

    /** Doubles with each attempt, up to a limit. */
    private static Duration delayAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 16);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
