package dev.portcullis.session;

import java.time.Duration;

/**
 * How long sessions live and how much bad luck they forgive.
 *
 * @param idleLifetime idle timeout, measured from the last rotation
 * @param absoluteLifetime measured from the sign-in; a refresh does not extend it
 * @param graceWindow how long after a rotation the previous token counts as one of a parallel caller
 * @param maximum concurrent sessions per account; a sign-in beyond it ends the least recently used one
 */
public record SessionPolicy(Duration idleLifetime, Duration absoluteLifetime, Duration graceWindow, int maximum) {
    /**
     * Consecutive cycles in which the parent of the current token may be presented late. Responses do get lost now and
     * then, but two holders of one chain would need a loss in every cycle, so the fourth one reveals them.
     */
    static final int MAXIMUM_LATE_CYCLES = 3;

    public SessionPolicy {
        if (maximum < 1) {
            throw new IllegalArgumentException("there may be a session");
        }
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
