package dev.portcullis.kernel;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The part of an operation that must be committed together with its audit event. A port does the slow part first, such
 * as hashing, and returns the rest as a decision, so no database connection is held meanwhile. Immutable; used once.
 */
public final class Decision<T> {
    /** Who decides. */
    public enum Kind {
        /** A unit of work of this service. */
        LOCAL,
        /** Another service: the operation is announced before the call and completed afterwards. */
        REMOTE,
        /** Nobody: it is refused before anything is decided, and refusals that are alike share an event. */
        TURNED_AWAY,
        /** Nobody: nothing is to be done, and the store is not asked. */
        COUNTED
    }

    private final Kind kind;
    private final Function<Runnable, Result<T>> decider;
    private final @Nullable Consumer<Result<T>> more;
    private final UnaryOperator<Result<T>> answer;
    private final Runnable undo;

    private Decision(
            Kind kind,
            Function<Runnable, Result<T>> decider,
            @Nullable Consumer<Result<T>> more,
            UnaryOperator<Result<T>> answer,
            Runnable undo) {
        this.kind = kind;
        this.decider = decider;
        this.more = more;
        this.answer = answer;
        this.undo = undo;
    }

    private static <T> Decision<T> of(Kind kind, Function<Runnable, Result<T>> decider) {
        return new Decision<>(kind, decider, null, UnaryOperator.identity(), () -> {});
    }

    /** Decides by this work, in a unit of work, which may be retried from its start. */
    public static <T> Decision<T> of(Supplier<Result<T>> work) {
        return of(Kind.LOCAL, announcement -> work.get());
    }

    /** A decision that changes nothing, so only its event is written. */
    public static <T> Decision<T> of(Result<T> result) {
        return of(() -> result);
    }

    /**
     * Decides by a call of another service.
     *
     * @param call called outside a unit of work. Runs the announcement, which commits that the operation begins, at most
     *     once, right before the call. If the announcement throws, the call must not be made
     */
    public static <T> Decision<T> remote(Function<Runnable, Result<T>> call) {
        return of(Kind.REMOTE, call);
    }

    /** Refuses a caller whom no rate limit stops, before anything is decided. */
    public static <T> Decision<T> turnedAway(Refusal refusal) {
        return of(Kind.TURNED_AWAY, announcement -> Result.refused(refusal));
    }

    public static <T> Decision<T> turnedAway(Refusal.Reason reason) {
        return turnedAway(Refusal.of(reason));
    }

    /** A result that grants nothing and is known without a store; it is counted, see {@link Result#counted}. */
    public static <T> Decision<T> withoutStore(Result<T> result) {
        return of(Kind.COUNTED, announcement -> result);
    }

    /** The same decision with more work in the unit of work that records its result. */
    public Decision<T> andThen(Consumer<Result<T>> work) {
        return new Decision<>(kind, decider, more == null ? work : more.andThen(work), answer, undo);
    }

    /** The same decision, of which the caller gets this instead of what is recorded. */
    public Decision<T> answering(UnaryOperator<Result<T>> change) {
        return new Decision<>(kind, decider, more, result -> change.apply(answer.apply(result)), undo);
    }

    /** The same decision with this to undo what was done before, if the result cannot be recorded: nobody gets it then. */
    public Decision<T> undoneBy(Runnable compensation) {
        return new Decision<>(kind, decider, more, answer, compensation);
    }

    public Kind kind() {
        return kind;
    }

    /** Gets the result; in a unit of work unless another service decides, see {@link #remote}. */
    public Result<T> decide(Runnable announcement) {
        return decider.apply(announcement);
    }

    /** Called outside a unit of work. */
    public void undo() {
        undo.run();
    }

    /** Whether {@link #conclude} does anything, so that its event needs a unit of work. */
    public boolean hasMoreWork() {
        return more != null;
    }

    /** Does the rest of the work. Called inside a unit of work. */
    public Result<T> conclude(Result<T> result) {
        if (more != null) {
            more.accept(result);
        }
        return result;
    }

    public Result<T> answer(Result<T> recorded) {
        return answer.apply(recorded);
    }
}
