package dev.portcullis.outbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Makes sure that a response is used only for the request that it answers. An HTTP/1.1 response does not name its
 * request; only their order on the connection pairs them (RFC 9112, 9.3.2). Surplus bytes (a second response, a
 * forbidden body, a late response) would therefore become the response to the next caller's request. So:
 *
 * <ul>
 *   <li>All interim responses (1xx) are skipped (RFC 9110, 15.2), also over HTTP/2. A 101 fails the request, because no
 *       upgrade is ever requested.
 *   <li>An HTTP/1.1 connection carries one exchange and is closed, except with {@link Reuse#WHEN_IN_STEP}. Then it is
 *       reused only after a response with an explicit end and nothing behind it, and is closed on the first byte that
 *       arrives while no request waits.
 *   <li>A response with two lengths or an unreliable one fails the request (RFC 9112, 6.3).
 *   <li>HTTP/2 numbers its streams, so its connections carry many exchanges.
 * </ul>
 *
 * <p>Works on the Netty pipeline of the connection, because Vert.x 4 takes every 1xx but 100 and 103 for the final
 * response. It is the request customizer of a client: called when a connection is open and nothing was sent. Supports
 * GET and POST; responses to HEAD and CONNECT are framed differently. Thread-safe.
 */
public final class ExchangeGuard implements Consumer<HttpClientRequest> {
    private static final Logger LOG = Logger.getLogger(ExchangeGuard.class);

    /** Between two log messages of one guard, because a broken server may send surplus bytes all the time. */
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    /** The name that Vert.x gives to the handler that reads and writes HTTP/1.1. */
    private static final String CODEC = "codec";

    /** Whether connections of HTTP/1.1 carry more than one exchange. */
    public enum Reuse {
        /** One exchange per connection: the only guarantee that HTTP/1.1 can give. */
        NEVER,
        /**
         * A connection is reused unless it is known to be out of step. A surplus response that the server sends after
         * the next request was sent cannot be distinguished from the response to that request.
         */
        WHEN_IN_STEP
    }

    /** Whether a response without a declared length is accepted, which ends with its connection (RFC 9112, 6.3). */
    public enum Unbounded {
        /** For content whose format shows whether it is complete. */
        ACCEPTED,
        /** For content whose end could be cut off unnoticed. */
        REJECTED
    }

    private final String service;
    private final Reuse reuse;
    private final Unbounded unbounded;
    private final int largestHead;
    private final AtomicLong lastReport = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Creates a guard for all connections of one client.
     *
     * @param service its name in the log
     * @param largestHead maximum size of a response head, in bytes
     */
    public ExchangeGuard(String service, Reuse reuse, Unbounded unbounded, int largestHead) {
        this.service = service;
        this.reuse = reuse;
        this.unbounded = unbounded;
        this.largestHead = largestHead;
    }

    /**
     * Guards the connection on which a request is about to be sent.
     *
     * @throws IllegalStateException if the connection cannot be guarded; nothing was sent on it
     */
    @Override
    public void accept(HttpClientRequest request) {
        if (!(request.connection() instanceof ConnectionBase connection)) {
            throw new IllegalStateException("Cannot limit this connection");
        }
        connection.exceptionHandler(failure -> LOG.debugf(failure, "A connection of %s failed", service));
        Channel channel = connection.channel();
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            install(channel);
        } else {
            // The same event loop writes the request after this.
            loop.execute(() -> install(channel));
        }
    }

    private void install(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(Http1ExchangeCodec.class) != null) {
            return;
        }
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            skipInterimResponses(http2.decoder());
        } else if (pipeline.get(HttpClientCodec.class) != null) {
            Http1ExchangeCodec codec = new Http1ExchangeCodec(
                    new HttpDecoderConfig().setMaxHeaderSize(largestHead),
                    reuse == Reuse.WHEN_IN_STEP,
                    unbounded == Unbounded.ACCEPTED,
                    this::report);
            pipeline.replace(HttpClientCodec.class, CODEC, codec);
        } else {
            // Closed by now, or of an unknown kind: a connection that cannot be guarded is not used.
            channel.close();
        }
    }

    private static void skipInterimResponses(Http2ConnectionDecoder decoder) {
        if (!(decoder.frameListener() instanceof Http2InterimResponses)) {
            decoder.frameListener(new Http2InterimResponses(decoder.frameListener()));
        }
    }

    /** Without the bytes: they may contain a caller's data. */
    private void report(String what) {
        long now = System.nanoTime();
        long last = lastReport.get();
        if (now - last >= QUIET_NANOS && lastReport.compareAndSet(last, now)) {
            LOG.warnf(
                    "%s sent %s; its connection is closed. Further ones are not logged for %d s",
                    service, what, TimeUnit.NANOSECONDS.toSeconds(QUIET_NANOS));
        } else {
            LOG.debugf("%s sent %s; its connection is closed", service, what);
        }
    }
}
