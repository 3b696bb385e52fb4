package dev.portcullis.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.StreamResetException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Cancels an exchange whose response is not complete at the deadline, or is larger than the limit, so that the sender
 * stops. Independent of the thread that waits for the response. Thread-safe.
 */
final class ResponseLimits implements Consumer<HttpClientRequest> {
    /** RFC 9113, 7: the stream is no longer needed. */
    private static final long CANCEL = 8;

    private final CallLimits limits;

    ResponseLimits(CallLimits limits) {
        this.limits = limits;
    }

    /** Called on the event loop of the connection, before anything is sent on it. */
    @Override
    public void accept(HttpClientRequest request) {
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(limits.deadline().toMillis(), late -> cancelAsLate(request));
        // Without a handler, each failure would be logged in addition to being reported to the caller.
        request.exceptionHandler(failure -> {});
        request.response()
                .onSuccess(response -> {
                    limit(request, response);
                    response.end().onComplete(end -> vertx.cancelTimer(timer));
                })
                .onFailure(failure -> vertx.cancelTimer(timer));
    }

    private void limit(HttpClientRequest request, HttpClientResponse response) {
        if (announced(response) > limits.largestBody() || isMultipart(response)) {
            request.reset();
            return;
        }
        long[] received = {0};
        response.exceptionHandler(failure -> {});
        response.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] > limits.largestBody()) {
                request.reset();
            }
        });
    }

    private static long announced(HttpClientResponse response) {
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    /** The HTTP client would parse such a body without a limit. */
    private static boolean isMultipart(HttpClientResponse response) {
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** The cause tells this reset from others: the caller may hear of it before its own deadline. */
    private static void cancelAsLate(HttpClientRequest request) {
        request.reset(CANCEL, new TimeoutException("deadline"));
    }

    /** Whether an exchange was cancelled because the response was late. */
    static boolean isLate(Throwable failure) {
        return failure instanceof StreamResetException reset && reset.getCause() instanceof TimeoutException;
    }
}
