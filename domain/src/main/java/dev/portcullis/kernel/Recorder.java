package dev.portcullis.kernel;

/**
 * Sees the outcome of a port. A port that is given one shows it the outcome exactly once, before it returns; this is how
 * a use case puts its audit event beside a change of state without holding a connection while the port hashes or waits.
 *
 * <p>A port that changes state of ours calls {@link #record} inside the very unit of work of the change; when that
 * throws, nothing of the outcome stays. A port that has its outcome decided elsewhere cannot: it calls {@link #announce}
 * before it asks there and {@link #conclude} afterwards.
 */
@FunctionalInterface
public interface Recorder<O> {
    /** Called inside a unit of work. */
    void record(O outcome);

    /**
     * Keeps that an attempt begins, so that it stays visible whatever becomes of this process. Called outside a unit of
     * work. When it throws, the attempt must not be made.
     */
    default void announce() {}

    /**
     * Keeps how the attempt that was announced ended. Called outside a unit of work. When it throws, the outcome must not
     * be let through, and what it opened has to be ended.
     */
    default void conclude(O outcome) {
        record(outcome);
    }
}
