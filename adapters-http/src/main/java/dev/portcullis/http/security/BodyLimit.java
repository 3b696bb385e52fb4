package dev.portcullis.http.security;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemAnswers;
import dev.portcullis.http.problem.ProblemCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies, up to {@value #LARGEST} bytes, before a worker thread is given to the request: so a caller who sends
 * slowly holds no thread, and one who sends much is refused whether or not it told the length beforehand.
 */
@Singleton
final class BodyLimit {
    /** 16 KiB: four times a sign-up with everything in it as long as it may be. */
    static final int LARGEST = 16 * 1024;

    /**
     * How much of a body that is too large is still taken in and thrown away. A connection that is closed while its
     * other end is sending loses the answer that was on its way; one that never ends is closed all the same.
     */
    private static final int DISCARDED = 4 * 1024 * 1024;

    private final ProblemAnswers answers;

    BodyLimit(ProblemAnswers answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.BODY);
    }

    private void handle(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (request.isEnded() || Paths.isFramework(request.path()) || !announcesBody(request)) {
            http.next();
        } else if (length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > LARGEST) {
            refuse(http);
        } else {
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                http.response().writeContinue();
            }
            read(http);
        }
    }

    private static boolean announcesBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2;
    }

    private static long length(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    private void read(RoutingContext http) {
        HttpServerRequest request = http.request();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(gone -> {});
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= LARGEST) {
                body.appendBuffer(chunk);
            } else {
                refuse(http);
            }
        });
        request.endHandler(end -> {
            ((RoutingContextInternal) http).setBody(body);
            http.next();
        });
        request.resume();
    }

    private void refuse(RoutingContext http) {
        HttpServerRequest request = http.request();
        boolean ownConnection = request.version() != HttpVersion.HTTP_2;
        if (ownConnection) {
            http.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        long enough = request.bytesRead() + DISCARDED;
        request.exceptionHandler(gone -> {});
        request.handler(chunk -> {
            if (request.bytesRead() > enough) {
                close(request);
            }
        });
        request.endHandler(end -> {
            if (ownConnection) {
                close(request);
            }
        });
        answers.send(http, Problem.of(ProblemCode.BODY_TOO_LARGE));
        request.resume();
    }

    private static void close(HttpServerRequest request) {
        request.connection().close().onComplete(closed -> {});
    }
}
