package dev.portcullis.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Another service that was to decide did not give an answer that can be passed on. Never a reason to say yes or no to
 * anyone.
 */
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** It could not be asked. Nothing was done. */
        UNAVAILABLE,
        /** It did not answer in time. Whether anything was done is not known. */
        TIMEOUT,
        /** It answered with something that is not understood, or broke off. Whether anything was done is not known. */
        INVALID
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** @param retryAfter when another try makes sense, if that is known */
    public UpstreamFailure(Kind kind, @Nullable Duration retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
