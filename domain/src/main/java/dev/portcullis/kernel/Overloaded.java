package dev.portcullis.kernel;

import java.time.Duration;

/** More work is waiting than is worth waiting for, so this piece was turned away before anything was done for it. */
public final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public Overloaded(Duration retryAfter) {
        super("overloaded");
        this.retryAfter = retryAfter;
    }

    /** When another try makes sense. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
