package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session and its chain of refresh tokens. Immutable.
 *
 * <p>The tokens of a session are numbered. The current token has the session's {@code counter}; using it increments the
 * counter and makes the next token current (a rotation). Order is decided by this number, never by time.
 * {@link #rotate} decides what an older genuine token means:
 *
 * <ul>
 *   <li>the parent of the current token, within the grace window of the last rotation: a parallel caller. It gets the
 *       current token, nothing changes, and all callers converge on the same token;
 *   <li>the parent, later: a lost response, or a thief. It gets the current token; the cycle counts as late.
 *       {@link SessionPolicy#MAXIMUM_LATE_CYCLES} consecutive late cycles are tolerated, the next one ends the session.
 *       A cycle without a late use resets the count;
 *   <li>anything older: theft. The session ends.
 * </ul>
 *
 * Two holders who share a chain and alternate are detected, because each rotation by one makes the other's token a late
 * parent in every cycle. An honest client on a bad connection is late in some cycles, but rarely in four in a row.
 *
 * @param consecutiveLateCycles consecutive cycles, including the present one, in which the parent was presented late
 * @param lateInThisCycle whether the parent was presented late in the present cycle
 * @param advancedAt time of the last rotation, by the store's clock
 * @param expiresAt end of the absolute lifetime
 * @param ended null while the session has not ended
 */
public record Session(
        SessionId id,
        AccountId account,
        long counter,
        int consecutiveLateCycles,
        boolean lateInThisCycle,
        Instant createdAt,
        Instant advancedAt,
        Instant expiresAt,
        @Nullable End ended) {

    /** When and why a session ended. */
    public record End(Instant at, Reason reason) {
        public enum Reason {
            SIGNED_OUT,
            /** A new sign-in with its refresh token replaced it. */
            REPLACED,
            /** A new sign-up took over the unverified account. */
            REGISTRATION_REPLACED,
            TOKEN_REUSED,
            /**
             * A genuine token was ahead of the counter: the store has lost rotations, for example after a restore, and
             * can no longer distinguish the owner from a thief.
             */
            COUNTER_LOST,
            PASSWORD_CHANGED,
            /** The owner of the former address undid a change of address. */
            EMAIL_CHANGE_CANCELED,
            ENDED_BY_HOLDER,
            ENDED_BY_ADMINISTRATOR,
            ACCOUNT_DISABLED,
            /** A sign-in exceeded the maximum number of sessions, and this one was the least recently used. */
            TOO_MANY
        }
    }

    /** What a genuine token leads to. */
    public enum RotationResult {
        /** The token was rotated; the session's counter is that of the token to issue. */
        ADVANCED,
        /** The current token is issued again, to a parallel caller within the grace window. */
        REPEATED,
        /** The current token is issued again, after the grace window: the previous response was probably lost. */
        RECOVERED,
        /** The token revealed a theft, which ends the session. */
        REUSED,
        /** The token is ahead of the counter, which ends the session. */
        COUNTER_LOST,
        ENDED,
        EXPIRED
    }

    /** The session after a rotation, and what the rotation did. */
    public record Rotation(RotationResult result, Session session) {}

    static Session opened(SessionId id, AccountId account, Instant now, SessionPolicy policy) {
        return new Session(id, account, 1, 0, false, now, now, now.plus(policy.absoluteLifetime()), null);
    }

    /** Decides what a genuine token with this number means now. Does not change this session. */
    Rotation rotate(long number, Instant now, SessionPolicy policy) {
        if (ended != null) {
            return new Rotation(RotationResult.ENDED, this);
        }
        if (!isLive(now, policy)) {
            return new Rotation(RotationResult.EXPIRED, this);
        }
        if (number == counter) {
            return new Rotation(RotationResult.ADVANCED, advanced(now));
        }
        if (number == counter - 1) {
            return repeat(now, policy);
        }
        return number < counter
                ? new Rotation(RotationResult.REUSED, ended(now, End.Reason.TOKEN_REUSED))
                : new Rotation(RotationResult.COUNTER_LOST, ended(now, End.Reason.COUNTER_LOST));
    }

    private Rotation repeat(Instant now, SessionPolicy policy) {
        boolean isLate = now.isAfter(advancedAt.plus(policy.graceWindow()));
        if (!isLate) {
            return new Rotation(RotationResult.REPEATED, this);
        }
        if (lateInThisCycle) {
            return new Rotation(RotationResult.RECOVERED, this);
        }
        if (consecutiveLateCycles >= SessionPolicy.MAXIMUM_LATE_CYCLES) {
            return new Rotation(RotationResult.REUSED, ended(now, End.Reason.TOKEN_REUSED));
        }
        return new Rotation(RotationResult.RECOVERED, late());
    }

    private Session advanced(Instant now) {
        int lateInARow = lateInThisCycle ? consecutiveLateCycles : 0;
        return new Session(id, account, counter + 1, lateInARow, false, createdAt, now, expiresAt, null);
    }

    private Session late() {
        return new Session(
                id, account, counter, consecutiveLateCycles + 1, true, createdAt, advancedAt, expiresAt, null);
    }

    /** This session, ended. If it has already ended, the first end is kept. */
    Session ended(Instant now, End.Reason reason) {
        End end = ended != null ? ended : new End(now, reason);
        return new Session(
                id, account, counter, consecutiveLateCycles, lateInThisCycle, createdAt, advancedAt, expiresAt, end);
    }

    boolean isLive(Instant now, SessionPolicy policy) {
        return ended == null && now.isBefore(diesAt(policy));
    }

    /** How long the current token is valid if it is not used. */
    Duration remaining(Instant now, SessionPolicy policy) {
        return Duration.between(now, diesAt(policy));
    }

    private Instant diesAt(SessionPolicy policy) {
        Instant idleEnd = advancedAt.plus(policy.idleLifetime());
        return idleEnd.isBefore(expiresAt) ? idleEnd : expiresAt;
    }
}
