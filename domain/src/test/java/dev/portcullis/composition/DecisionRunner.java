package dev.portcullis.composition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import java.util.function.Consumer;

/** Runs the decisions of a port as an audited operation does, without an audit log: for tests of the port alone. */
public final class DecisionRunner {
    private DecisionRunner() {}

    /** Runs a decision and records nothing. */
    public static <T> Result<T> run(UnitOfWork work, Decision<T> decision) {
        return run(work, decision, result -> {});
    }

    /** Runs a decision of another service, which needs no store here, and records nothing. */
    public static <T> Result<T> runRemote(Decision<T> decision) {
        return runRemote(decision, () -> {});
    }

    /** As {@link #runRemote(Decision)}, with this as the announcement. */
    public static <T> Result<T> runRemote(Decision<T> decision, Runnable announcement) {
        assertThat(decision.kind()).isEqualTo(Decision.Kind.REMOTE);
        return decision.answer(decision.conclude(decision.decide(announcement)));
    }

    /**
     * Runs a decision.
     *
     * @param recorder called with the result, in the unit of work that makes it final; if it throws, the decision is undone
     */
    public static <T> Result<T> run(UnitOfWork work, Decision<T> decision, Consumer<Result<T>> recorder) {
        try {
            return decision.answer(commit(work, decision, recorder));
        } catch (RuntimeException notRecorded) {
            decision.undo();
            throw notRecorded;
        }
    }

    private static <T> Result<T> commit(UnitOfWork work, Decision<T> decision, Consumer<Result<T>> recorder) {
        return switch (decision.kind()) {
            case LOCAL -> work.call(() -> conclude(decision, decision.decide(() -> {}), recorder));
            case REMOTE, COUNTED -> {
                Result<T> result = decision.decide(() -> {});
                yield work.call(() -> conclude(decision, result, recorder));
            }
            case TURNED_AWAY -> throw new AssertionError("a port decides, and does not turn away");
        };
    }

    private static <T> Result<T> conclude(Decision<T> decision, Result<T> result, Consumer<Result<T>> recorder) {
        Result<T> concluded = decision.conclude(result);
        recorder.accept(concluded);
        return concluded;
    }
}
