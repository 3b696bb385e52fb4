package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failed logins as seen from one network. On a known network, from which the right password was sent recently, only the
 * failures from that network delay the next attempt, so that strangers cannot lock out the owner.
 *
 * @param all failures from all networks
 * @param own failures from this network; null if the network is not known
 */
public record FailedLogins(FailureCount all, @Nullable FailureCount own) {
    /** In a row, from all networks (NIST SP 800-63B-4, 3.2.2). */
    static final int MOST = 100;

    /** The remaining attempts are reserved for known networks. */
    static final int MOST_BY_STRANGERS = 80;

    /** Zero or less if the next attempt may be compared. */
    Duration delayAt(Instant now) {
        FailureCount counting = own == null ? all : own;
        return isLockedAt(now) ? all.untilForgotten(now) : counting.delayAt(now);
    }

    boolean isLockedAt(Instant now) {
        return all.countAt(now) >= (own == null ? MOST_BY_STRANGERS : MOST);
    }

    /** Whether a success now would be suspicious: after more failures than a person makes, on an unknown network. */
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
