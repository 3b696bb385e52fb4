package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session and its chain of refresh tokens. Immutable.
 *
 * <p>The tokens of a session are numbered. The current token has the session's {@code counter}; using it increments the
 * counter and makes the next token current (a rotation). Order is decided by this number, never by time.
 * {@link #present} decides what an older genuine token means:
 *
 * <ul>
 *   <li>the parent of the current token, within the grace window of the last rotation: a parallel caller. It gets the
 *       current token, nothing changes, and all callers converge on the same token;
 *   <li>the parent, later: a lost response, or a thief. It gets the current token; the cycle counts as lost.
 *       {@link SessionPolicy#MAXIMUM_LOST_CYCLES} consecutive lost cycles are tolerated, the next one ends the session.
 *       A cycle without a loss resets the count;
 *   <li>anything older: theft. The session ends.
 * </ul>
 *
 * Two holders who share a chain and alternate are detected, because each rotation by one makes the other's token a late
 * parent: every cycle is lost. An honest client on a bad connection loses some cycles, but rarely four in a row.
 *
 * @param lostCycles consecutive cycles, including the present one, in which the parent was presented late
 * @param lostInCycle whether the parent was presented late in the present cycle
 * @param advancedAt time of the last rotation, by the store's clock
 * @param expiresAt end of the absolute lifetime
 * @param ended null while the session has not ended
 */
public record Session(
        SessionId id,
        AccountId account,
        long counter,
        int lostCycles,
        boolean lostInCycle,
        Instant createdAt,
        Instant advancedAt,
        Instant expiresAt,
        @Nullable End ended) {

    /** When and why a session ended. */
    public record End(Instant at, Reason reason) {
        /** Why a session ended. */
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
            /** The password was changed in another session. */
            PASSWORD_CHANGED,
            /** The account's owner ended it. */
            ENDED_BY_HOLDER,
            ENDED_BY_ADMINISTRATOR,
            ACCOUNT_DISABLED,
            /** A sign-in exceeded the maximum number of sessions, and this one was the least recently used. */
            TOO_MANY
        }
    }

    /** The result of presenting a genuine token. */
    public sealed interface Presented {
        /** The token was rotated; the session's counter is that of the token to issue. */
        record Advanced(Session session) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.advanced().apply(this);
            }
        }

        /** The current token is issued again. */
        record Repeated(Session session, boolean late) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.repeated().apply(this);
            }
        }

        /** The token revealed a theft or a lost counter, which ended the session. */
        record Ended(Session session, End.Reason reason) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.ended().apply(this);
            }
        }

        /** The session had already ended or expired. */
        record Over(boolean expired) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.over().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Advanced, ? extends R> advanced,
                Function<? super Repeated, ? extends R> repeated,
                Function<? super Ended, ? extends R> ended,
                Function<? super Over, ? extends R> over) {}
    }

    static Session opened(SessionId id, AccountId account, Instant now, SessionPolicy policy) {
        return new Session(id, account, 1, 0, false, now, now, now.plus(policy.absoluteLifetime()), null);
    }

    /** Decides what a genuine token with this number means now. Does not change this session. */
    Presented present(long number, Instant now, SessionPolicy policy) {
        if (ended != null) {
            return new Presented.Over(false);
        }
        if (!isLive(now, policy)) {
            return new Presented.Over(true);
        }
        if (number == counter) {
            return new Presented.Advanced(advanced(now));
        }
        if (number == counter - 1) {
            return presentParent(now, policy);
        }
        return ending(now, number < counter ? End.Reason.TOKEN_REUSED : End.Reason.COUNTER_LOST);
    }

    private Presented presentParent(Instant now, SessionPolicy policy) {
        boolean late = now.isAfter(advancedAt.plus(policy.graceWindow()));
        if (!late) {
            return new Presented.Repeated(this, false);
        }
        if (lostInCycle) {
            return new Presented.Repeated(this, true);
        }
        if (lostCycles >= SessionPolicy.MAXIMUM_LOST_CYCLES) {
            return ending(now, End.Reason.TOKEN_REUSED);
        }
        return new Presented.Repeated(losing(), true);
    }

    private Session advanced(Instant now) {
        int lostInARow = lostInCycle ? lostCycles : 0;
        return new Session(id, account, counter + 1, lostInARow, false, createdAt, now, expiresAt, null);
    }

    private Session losing() {
        return new Session(id, account, counter, lostCycles + 1, true, createdAt, advancedAt, expiresAt, null);
    }

    private Presented ending(Instant now, End.Reason reason) {
        return new Presented.Ended(ended(now, reason), reason);
    }

    /** This session, ended. If it has already ended, the first end is kept. */
    Session ended(Instant now, End.Reason reason) {
        End end = ended != null ? ended : new End(now, reason);
        return new Session(id, account, counter, lostCycles, lostInCycle, createdAt, advancedAt, expiresAt, end);
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
