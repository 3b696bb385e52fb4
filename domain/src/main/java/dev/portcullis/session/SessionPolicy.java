package dev.portcullis.session;

import java.time.Duration;

/**
 * How long sessions live and how much bad luck they forgive.
 *
 * @param idleLifetime after the last advance
 * @param absoluteLifetime after sign-in; no refresh extends it
 * @param graceWindow how long after an advance the token before the current one still counts as a parallel caller's
 * @param maximum sessions of an account that live at once; a sign-in beyond ends the one unused the longest
 */
public record SessionPolicy(Duration idleLifetime, Duration absoluteLifetime, Duration graceWindow, int maximum) {
    /** More than anyone has devices, and few enough to be listed on a page. */
    public static final int USUAL_MAXIMUM = 100;

    /**
     * Cycles in a row in which the parent of the current token may come late. An answer does get lost now and then; two
     * holders of one chain need that luck in every cycle, so the fourth gives them away.
     */
    static final int MAXIMUM_LOST_CYCLES = 3;

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

    public SessionPolicy(Duration idleLifetime, Duration absoluteLifetime, Duration graceWindow) {
        this(idleLifetime, absoluteLifetime, graceWindow, USUAL_MAXIMUM);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
