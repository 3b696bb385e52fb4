package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * FailureCount at one login, as someone on one network meets them. Where the password was right on that network not long ago
 * ({@code own} is there), only the guesses made from it delay the next: strangers who guess without end cannot keep the
 * owner out.
 *
 * @param all from wherever they came
 * @param own from this network; null where the password was never right on it, or too long ago
 */
public record FailedLogins(FailureCount all, @Nullable FailureCount own) {
    /** In a row, from wherever they come (NIST SP 800-63B-4, 3.2.2). */
    static final int MOST = 100;

    /** The rest are left for the networks on which the owner is known. */
    static final int MOST_BY_STRANGERS = 80;

    /** Zero or less when the next guess may be compared. */
    Duration delayAt(Instant now) {
        FailureCount counting = own == null ? all : own;
        return isLockedAt(now) ? all.untilForgotten(now) : counting.delayAt(now);
    }

    boolean isLockedAt(Instant now) {
        return all.countAt(now) >= (own == null ? MOST_BY_STRANGERS : MOST);
    }

    /** A right one would come as a surprise: after more than a person tries, and where the owner is not known. */
    boolean areSuspiciousAt(Instant now) {
        return own == null && all.countAt(now) >= FailureCount.FREE;
    }

    FailedLogins counting(Instant now) {
        return new FailedLogins(all.counting(now), own == null ? null : own.counting(now));
    }

    FailedLogins withoutOne() {
        return new FailedLogins(all.withoutOne(), own == null ? null : own.withoutOne());
    }
}
