package dev.portcullis.session;

import java.time.Duration;

/**
 * How long sessions live and how much bad luck they forgive.
 *
 * @param idleLifetime after the last advance
 * @param absoluteLifetime after sign-in; no refresh extends it
 * @param graceWindow how long after an advance the token before the current one still counts as a parallel caller's
 */
public record SessionPolicy(Duration idleLifetime, Duration absoluteLifetime, Duration graceWindow) {
    /**
     * Cycles in a row in which the parent of the current token may come late. An answer does get lost now and then; two
     * holders of one chain need that luck in every cycle, so the fourth gives them away.
     */
    static final int MAXIMUM_LOST_CYCLES = 3;

    public SessionPolicy {
        if (!isPositive(idleLifetime) || !isPositive(absoluteLifetime) || graceWindow.isNegative()) {
            throw new IllegalArgumentException("lifetimes are positive");
        }
        if (idleLifetime.compareTo(absoluteLifetime) > 0) {
            throw new IllegalArgumentException("the idle lifetime is at most the absolute one");
        }
        if (graceWindow.compareTo(idleLifetime) >= 0) {
            throw new IllegalArgumentException("the grace window is shorter than the idle lifetime");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
