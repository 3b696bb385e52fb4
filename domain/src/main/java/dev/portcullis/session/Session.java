package dev.portcullis.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session and its chain of refresh tokens.
 *
 * <p>The tokens of a session are numbered. The current one has the session's {@code counter}; using it advances the
 * counter and so makes the next one current. Order is by this number alone, never by time. What an older genuine token
 * means is decided in {@link #present}:
 *
 * <ul>
 *   <li>the parent of the current one, within the grace window of the last advance: a parallel caller. It gets the
 *       current token, nothing advances, and all callers end with the same one;
 *   <li>the parent, later: an answer that got lost, or a thief. It gets the current token; the cycle counts as lost.
 *       {@link SessionPolicy#MAXIMUM_LOST_CYCLES} lost cycles in a row are forgiven, the next ends the session. A cycle
 *       without a loss sets the count back;
 *   <li>anything older: theft. The session ends.
 * </ul>
 *
 * Two who share a chain and take turns are found out, since each turn of one makes the other's token a late parent:
 * every cycle is lost. An honest holder on a bad line loses some cycles, seldom four in a row.
 *
 * @param lostCycles cycles in a row, the present one included, in which the parent came late
 * @param lostInCycle whether it did in the present cycle
 * @param advancedAt by the store's clock
 * @param expiresAt when the absolute lifetime ends
 * @param ended null while the session lives
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
            /** Its holder signed in again. */
            REPLACED,
            /** Another sign-up took the unverified account over. */
            REGISTRATION_REPLACED,
            TOKEN_REUSED,
            /**
             * A genuine token was ahead of the counter: the store has lost what it knew, as after a restore, and can
             * no longer tell an owner from a thief.
             */
            COUNTER_LOST,
            /** Its holder chose another password, in another session. */
            PASSWORD_CHANGED,
            /** Its holder ended it from another session. */
            ENDED_BY_HOLDER,
            ENDED_BY_ADMINISTRATOR,
            ACCOUNT_DISABLED,
            /** Its holder signed in once more than there may be sessions, and had left this one unused the longest. */
            TOO_MANY
        }
    }

    /** What presenting a genuine token comes to. */
    public sealed interface Presented {
        /** The chain went on; the session's counter is that of the token to give out. */
        record Advanced(Session session) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.advanced().apply(this);
            }
        }

        /** The current token is given out again. */
        record Repeated(Session session, boolean late) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.repeated().apply(this);
            }
        }

        /** The token gave a theft away, or the loss of the counter; the session has ended by it. */
        record Ended(Session session, End.Reason reason) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.ended().apply(this);
            }
        }

        /** The session had ended or expired before. */
        record Over(boolean expired) implements Presented {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.over().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Advanced, ? extends R> advanced,
                Function<? super Repeated, ? extends R> repeated,
                Function<? super Ended, ? extends R> ended,
                Function<? super Over, ? extends R> over) {}
    }

    static Session opened(SessionId id, AccountId account, Instant now, SessionPolicy policy) {
        return new Session(id, account, 1, 0, false, now, now, now.plus(policy.absoluteLifetime()), null);
    }

    /** Decides what a genuine token with this number means now. The session itself is not changed. */
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

    /** This session with its end; an end that it has already stays. */
    Session ended(Instant now, End.Reason reason) {
        End end = ended != null ? ended : new End(now, reason);
        return new Session(id, account, counter, lostCycles, lostInCycle, createdAt, advancedAt, expiresAt, end);
    }

    boolean isLive(Instant now, SessionPolicy policy) {
        return ended == null && now.isBefore(diesAt(policy));
    }

    /** How long the current token is good for if nobody uses it. */
    Duration remaining(Instant now, SessionPolicy policy) {
        return Duration.between(now, diesAt(policy));
    }

    private Instant diesAt(SessionPolicy policy) {
        Instant idleEnd = advancedAt.plus(policy.idleLifetime());
        return idleEnd.isBefore(expiresAt) ? idleEnd : expiresAt;
    }
}
