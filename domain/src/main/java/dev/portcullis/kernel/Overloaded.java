package dev.portcullis.kernel;

import java.time.Duration;

/** The queue is full, or the wait was too long. The work was rejected before any of it was done. */
public final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public Overloaded(Duration retryAfter) {
        super("overloaded");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
