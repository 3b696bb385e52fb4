package dev.portcullis.app.model;

import dev.portcullis.session.Session.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a session, implemented independently of the service: from the whole history of its cycles, where a cycle
 * is the life of one current token. Tokens are numbered from 1; token {@code n} is current in the {@code n}th cycle.
 */
final class SessionModel {
    static final Duration GRACE_WINDOW = Duration.ofSeconds(10);
    static final int FORGIVEN_IN_A_ROW = 3;

    private static final Duration IDLE_LIFETIME = Duration.ofDays(14);
    private static final Duration ABSOLUTE_LIFETIME = Duration.ofDays(90);

    private static final class Cycle {
        private final Instant begun;
        private boolean hadLateParent;

        Cycle(Instant begun) {
            this.begun = begun;
        }
    }

    private final List<Cycle> cycles = new ArrayList<>();
    private End.@Nullable Reason end;

    SessionModel(Instant opened) {
        cycles.add(new Cycle(opened));
    }

    /** The number of the current token. */
    int current() {
        return cycles.size();
    }

    Optional<End.Reason> end() {
        return Optional.ofNullable(end);
    }

    boolean isLive(Instant now) {
        return end == null && !isExpired(now);
    }

    Verdict present(int number, Instant now) {
        if (end != null) {
            return Verdict.OVER;
        }
        if (isExpired(now)) {
            return Verdict.EXPIRED;
        }
        if (number == current()) {
            cycles.add(new Cycle(now));
            return Verdict.NEXT;
        }
        if (number > current()) {
            end(End.Reason.COUNTER_LOST);
            return Verdict.AHEAD;
        }
        if (number < current() - 1) {
            end(End.Reason.TOKEN_REUSED);
            return Verdict.ANCESTOR;
        }
        return presentParent(now);
    }

    private Verdict presentParent(Instant now) {
        Cycle cycle = cycles.get(current() - 1);
        if (!now.isAfter(cycle.begun.plus(GRACE_WINDOW))) {
            return Verdict.PARALLEL;
        }
        if (!cycle.hadLateParent && lateCyclesRightBefore() == FORGIVEN_IN_A_ROW) {
            end(End.Reason.TOKEN_REUSED);
            return Verdict.SHARED;
        }
        cycle.hadLateParent = true;
        return Verdict.LATE;
    }

    private int lateCyclesRightBefore() {
        int count = 0;
        for (int i = current() - 2; i >= 0 && cycles.get(i).hadLateParent; i--) {
            count++;
        }
        return count;
    }

    private boolean isExpired(Instant now) {
        Instant opened = cycles.get(0).begun;
        Instant lastAdvance = cycles.get(current() - 1).begun;
        return !now.isBefore(lastAdvance.plus(IDLE_LIFETIME)) || !now.isBefore(opened.plus(ABSOLUTE_LIFETIME));
    }

    /** Ends the session, unless it has ended before. */
    void end(End.Reason reason) {
        if (end == null) {
            end = reason;
        }
    }

    @Override
    public String toString() {
        return end == null ? "at token " + current() : "ended at token " + current() + ", " + end;
    }
}
