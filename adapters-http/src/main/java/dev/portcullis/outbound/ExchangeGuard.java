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
 * Makes sure that a response is used only for the request that it answers. Nothing in an HTTP/1.1 response names its
 * request; the order on the connection alone pairs them (RFC 9112, 9.3.2). Bytes too many, from a second response, a
 * body that should not be there or a response that came late, would therefore become the answer to the next caller's
 * request. So:
 *
 * <ul>
 *   <li>Interim responses (1xx) are skipped, however many there are (RFC 9110, 15.2), also over HTTP/2. A 101 fails the
 *       request, as no upgrade is ever asked for.
 *   <li>A connection of HTTP/1.1 carries one exchange and is closed, unless {@link Reuse#WHEN_IN_STEP} is chosen. Then it
 *       is reused only after a response with an explicit end and nothing behind it, and closed on the first byte that
 *       arrives while no request waits.
 *   <li>A response whose length is told in two ways or cannot be relied on fails the request (RFC 9112, 6.3).
 *   <li>HTTP/2 numbers its streams, so its connections carry many exchanges.
 * </ul>
 *
 * <p>Works on the connection's Netty pipeline, since Vert.x 4 takes every 1xx but 100 and 103 for the final response.
 * To be given to a client as what customizes its requests: called when a connection is there and nothing has been sent.
 * Safe for use by many threads. Supports GET and POST; the responses to HEAD and CONNECT are framed in another way.
 */
public final class ExchangeGuard implements Consumer<HttpClientRequest> {
    private static final Logger LOG = Logger.getLogger(ExchangeGuard.class);

    /** Between two log messages of one guard, as a broken server may send bytes too many all the time. */
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    /** As Vert.x names the handler that reads and writes HTTP/1.1. */
    private static final String CODEC = "codec";

    /** Whether connections of HTTP/1.1 carry more than one exchange. */
    public enum Reuse {
        /** One exchange per connection: the only proof that HTTP/1.1 has to offer. */
        NEVER,
        /**
         * A connection is reused when nothing says that it is out of step. A response that the server sends unasked
         * after the next request has left cannot be told from the answer to that request.
         */
        WHEN_IN_STEP
    }

    /** How a response without a declared length is taken, which ends where its connection ends (RFC 9112, 6.3). */
    public enum Unbounded {
        /** For content whose format shows whether it is whole. */
        ACCEPTED,
        /** For content that could lose its end unnoticed. */
        REJECTED
    }

    private final String service;
    private final Reuse reuse;
    private final Unbounded unbounded;
    private final int largestHead;
    private final AtomicLong lastReport = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Makes a guard for all connections of one client.
     *
     * @param service as logs name it
     * @param largestHead of a response, in bytes
     */
    public ExchangeGuard(String service, Reuse reuse, Unbounded unbounded, int largestHead) {
        this.service = service;
        this.reuse = reuse;
        this.unbounded = unbounded;
        this.largestHead = largestHead;
    }

    /**
     * Guards the connection that a request is about to be sent on.
     *
     * @throws IllegalStateException the connection is of a kind that cannot be guarded; nothing has been sent on it
     */
    @Override
    public void accept(HttpClientRequest request) {
        if (!(request.connection() instanceof ConnectionBase connection)) {
            throw new IllegalStateException("a connection that cannot be guarded");
        }
        connection.exceptionHandler(failure -> LOG.debugf(failure, "A connection of %s failed", service));
        Channel channel = connection.channel();
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            install(channel);
        } else {
            // The request is written by the same loop, after this.
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
            // Closed by now, or not readable: what cannot be guarded is not used.
            channel.close();
        }
    }

    private static void skipInterimResponses(Http2ConnectionDecoder decoder) {
        if (!(decoder.frameListener() instanceof Http2InterimResponses)) {
            decoder.frameListener(new Http2InterimResponses(decoder.frameListener()));
        }
    }

    /** Without the bytes, which may belong to a caller. */
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
