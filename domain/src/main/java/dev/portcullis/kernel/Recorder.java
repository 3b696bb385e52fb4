package dev.portcullis.kernel;

/**
 * Receives the outcome of a port. A port that gets a recorder calls it exactly once, before it returns. This lets a use
 * case write its audit event together with a change of state, without holding a connection while the port hashes or
 * waits.
 *
 * <p>A port that changes our own state calls {@link #record} inside the unit of work of the change. When the recorder
 * throws, the whole outcome is rolled back. A port whose outcome another service decides has no such transaction: it
 * calls {@link #announce} before it calls that service and {@link #conclude} afterwards.
 */
@FunctionalInterface
public interface Recorder<O> {
    /** Records the outcome. Called inside a unit of work, which may be retried, so there are no other side effects. */
    void record(O outcome);

    /**
     * Counts an outcome that changed nothing and granted nothing, without asking a store: it is written later, as one
     * event for all that are alike. Called outside a unit of work, and instead of {@link #record}.
     */
    default void count(O outcome) {
        record(outcome);
    }

    /**
     * Commits that an attempt begins, so that it stays visible even if this process dies. Called outside a unit of
     * work. When it throws, the attempt must not be made.
     */
    default void announce() {}

    /**
     * Commits the outcome of the announced attempt. Called outside a unit of work. When it throws, the outcome must not
     * be returned to the caller, and a session that it opened must be ended.
     */
    default void conclude(O outcome) {
        record(outcome);
    }
}
