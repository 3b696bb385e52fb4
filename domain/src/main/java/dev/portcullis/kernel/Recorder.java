package dev.portcullis.kernel;

/**
 * Sees an outcome inside the very unit of work that makes it so. A port that is given one calls it exactly once, before
 * it returns; when it throws, nothing of the outcome stays. This is how a use case puts its audit event beside a change
 * of state without holding a connection while the port hashes or waits.
 */
@FunctionalInterface
public interface Recorder<O> {
    void record(O outcome);
}
