package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.RejectedRequestAudit;
import dev.portcullis.kernel.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests on the event loop, up to {@value #LARGEST} bytes, before a worker thread is assigned: a
 * slow sender holds no thread. A larger body is rejected with 413, with or without a {@code Content-Length} (ADR 30).
 */
@Singleton
final class BodyLimit {
    /** 16 KiB: four times a sign-up whose fields all have their maximum length. */
    static final int LARGEST = 16 * 1024;

    /**
     * Bytes of a rejected body that are still read and discarded. Closing a connection while the client sends would lose
     * the response; above this limit the connection is closed anyway.
     */
    private static final int DISCARDED = 4 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(BodyLimit.class);

    private final ProblemWriter answers;
    private final RejectedRequestAudit rejections;
    private final RequestIds requestIds;

    BodyLimit(ProblemWriter answers, RejectedRequestAudit rejections, RequestIds requestIds) {
        this.answers = answers;
        this.rejections = rejections;
        this.requestIds = requestIds;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseAnnounced, FilterOrder.BODY);
    }

    private void refuseAnnounced(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) <= LARGEST || RequestPath.isFramework(http)) {
            http.next();
        } else {
            refuse(http, problem -> answers.send(http, problem));
        }
    }

    /**
     * Before matching, so that it applies to every path. Not earlier: over HTTP/2 the framework cannot take over a
     * request that has been read already.
     */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Uni<Void> read(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!announcesBody(request)) {
            return Uni.createFrom().voidItem();
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            http.response().writeContinue();
        }
        return Uni.createFrom().emitter(done -> read(http, done));
    }

    private static boolean announcesBody(HttpServerRequest request) {
        return !request.isEnded()
                && (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || request.version() == HttpVersion.HTTP_2);
    }

    private static long length(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    private void read(RoutingContext http, UniEmitter<? super Void> done) {
        HttpServerRequest request = http.request();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(broken -> {
            // The client has disconnected, or sent invalid chunks: not a fault of the service.
            LOG.debugf(broken, "A body did not arrive (request %s)", requestIds.of(http));
            done.fail(Problem.of(ProblemCode.BAD_REQUEST).toException());
        });
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= LARGEST) {
                body.appendBuffer(chunk);
            } else {
                refuse(http, problem -> done.fail(problem.toException()));
            }
        });
        request.endHandler(end -> {
            ((RoutingContextInternal) http).setBody(body);
            done.complete(null);
        });
        request.resume();
    }

    private void refuse(RoutingContext http, Consumer<Problem> answer) {
        dropTheRest(http);
        Future<Problem> recorded =
                rejections.recordElsewhere(Refusal.Reason.MALFORMED, Problem.of(ProblemCode.BODY_TOO_LARGE), http);
        recorded.onSuccess(answer::accept);
    }

    /** Pauses the rest of the body until the response is sent, then reads and discards it, within limits. */
    private static void dropTheRest(RoutingContext http) {
        HttpServerRequest request = http.request();
        request.pause();
        request.exceptionHandler(gone -> {});
        long enough = request.bytesRead() + DISCARDED;
        request.handler(chunk -> {
            if (request.bytesRead() > enough) {
                request.connection().close();
            }
        });
        if (request.version() != HttpVersion.HTTP_2) {
            http.response().putHeader(HttpHeaders.CONNECTION, "close");
            request.endHandler(end -> request.connection().close());
        }
        http.addEndHandler(sent -> request.resume());
    }
}
