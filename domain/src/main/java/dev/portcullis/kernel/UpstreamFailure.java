package dev.portcullis.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The upstream gave no usable response. Nothing is allowed or denied because of this. */
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure. */
    public enum Kind {
        /** The upstream could not be called. It did nothing. */
        UNAVAILABLE,
        /** The upstream did not respond in time. It is unknown whether it did anything. */
        TIMEOUT,
        /** The response was invalid or incomplete. It is unknown whether the upstream did anything. */
        INVALID
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** @param retryAfter the time after which a retry makes sense; null if unknown */
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
