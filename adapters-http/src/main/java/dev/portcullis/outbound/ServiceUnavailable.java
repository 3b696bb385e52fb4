package dev.portcullis.outbound;

import dev.portcullis.kernel.UpstreamFailure.Kind;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Another service gave no usable response. The message contains nothing of the request or of the response. */
public final class ServiceUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** @param retryAfter the time after which a retry makes sense; null if unknown */
    public ServiceUnavailable(Kind kind, @Nullable Duration retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** The response makes no sense. */
    public ServiceUnavailable(String message) {
        this(Kind.INVALID, null, message, null);
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the service was not called, because too many calls failed. This was logged when it began. */
    public boolean isCircuitOpen() {
        return getCause() instanceof CircuitBreakerOpenException;
    }
}
