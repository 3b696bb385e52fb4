package dev.portcullis.rememberizer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Keeps each exchange within bounds, whoever still waits for it: a connection is given up when the answer takes too long,
 * however steadily it drips, or is larger than anything the API has to say.
 */
final class ResponseLimits implements Consumer<HttpClientRequest> {
    /** Of a body, in bytes. */
    static final int LARGEST_BODY = 64 * 1024;

    /** Of a head, in bytes: well above {@link SetCookies}' bounds, so that most heads that break those can be read. */
    static final int LARGEST_HEAD = 64 * 1024;

    /** RFC 9113, 7: nobody waits for it any more. */
    private static final long CANCEL = 8;

    private final Vertx vertx;
    private final Duration timeout;

    ResponseLimits(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeout = timeout;
    }

    /** Called when a connection is there and nothing has been sent on it. */
    @Override
    public void accept(HttpClientRequest request) {
        long timer = vertx.setTimer(timeout.toMillis(), late -> giveUpAsLate(request));
        // Without a handler each failure would be logged beside being reported to whoever waits.
        request.exceptionHandler(failure -> {});
        request.response()
                .onSuccess(response -> {
                    limit(request, response);
                    response.end().onComplete(end -> vertx.cancelTimer(timer));
                })
                .onFailure(failure -> vertx.cancelTimer(timer));
    }

    private static void limit(HttpClientRequest request, HttpClientResponse response) {
        if (announced(response) > LARGEST_BODY || isMultipart(response)) {
            giveUp(request);
            return;
        }
        long[] received = {0};
        response.exceptionHandler(failure -> {});
        response.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] > LARGEST_BODY) {
                giveUp(request);
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

    /** The client below would take one apart without a bound. */
    private static boolean isMultipart(HttpClientResponse response) {
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static void giveUp(HttpClientRequest request) {
        request.reset();
    }

    /** Told apart by its cause, as whoever waits may hear of this before its own deadline has come. */
    private static void giveUpAsLate(HttpClientRequest request) {
        request.reset(CANCEL, new TimeoutException("deadline"));
    }

    /** Whether a connection was given up as its answer took too long. */
    static boolean isLate(Throwable failure) {
        return failure instanceof StreamResetException reset && reset.getCause() instanceof TimeoutException;
    }
}
