package dev.portcullis.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client sends a request too slowly, has more than {@value #MAX_PENDING} unanswered requests,
 * or sends requests without reading the responses (ADR 31). The server's own timeouts measure silence: one byte now and
 * then passes them.
 *
 * <p>This handler is first in the pipeline, before TLS and the HTTP decoder. It replaces that decoder with a {@link
 * StrictRequestDecoder} before it has read a request, and adds a second handler after it that sees the requests. Over
 * HTTP/2, where the server limits concurrent requests, the handler removes itself. Confined to the connection's event
 * loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    /** More than any known client pipelines; each pending request costs a few KiB. */
    static final int MAX_PENDING = 32;

    /** Vert.x' names for its handlers: the last one, the HTTP/1.x decoder, and the end of the TLS handshake. */
    private static final String SERVER = "handler";

    private static final String DECODER = "httpDecoder";
    private static final String HANDSHAKE = "handshaker";

    private final Duration arrival;
    private final HttpServerOptions options;
    private final Handler<HttpServerRequest> unreadable;

    private @Nullable Future<?> deadline;
    private boolean strict;
    private boolean awaitsHandshake;
    private boolean attached;

    /**
     * @param arrival the maximum time for a whole request to arrive
     * @param options of the server, for the limits of its decoder
     * @param unreadable answers requests that cannot be parsed
     */
    ConnectionGuard(Duration arrival, HttpServerOptions options, Handler<HttpServerRequest> unreadable) {
        this.arrival = arrival;
        this.options = options;
        this.unreadable = unreadable;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        replaceDecoder(context);
        attach(context);
        expectRequest(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        expectRequest(context);
        replaceDecoderBeforeARequest(context, bytes);
        context.fireChannelRead(bytes);
        if (!attached) {
            // With TLS, the server is attached at the end of the handshake; a request may have arrived with it.
            attach(context);
            if (attached) {
                requestArrived();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        requestArrived();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        requestArrived();
    }

    /**
     * Without TLS, HTTP/2 and the PROXY protocol the decoder exists from the start. Otherwise the first bytes decide when
     * it is added, so they are passed on one at a time until then: the original decoder never sees a whole request.
     */
    private void replaceDecoderBeforeARequest(ChannelHandlerContext context, Object read) {
        while (!strict
                && !awaitsHandshake
                && !attached
                && !context.isRemoved()
                && read instanceof ByteBuf bytes
                && bytes.readableBytes() > 1) {
            context.fireChannelRead(bytes.readRetainedSlice(1));
            replaceDecoder(context);
            if (!strict) {
                attach(context);
            }
        }
    }

    private void replaceDecoder(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        if (strict || context.isRemoved()) {
            return;
        }
        if (pipeline.get(DECODER) != null) {
            strict = true;
            pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options));
        } else if (!awaitsHandshake && pipeline.get(HANDSHAKE) != null) {
            awaitsHandshake = true;
            pipeline.addBefore(HANDSHAKE, null, new AfterHandshake(context));
        }
    }

    /** With TLS the server adds its decoder at the end of the handshake, before it decrypts what follows. */
    private final class AfterHandshake extends ChannelInboundHandlerAdapter {
        private final ChannelHandlerContext guard;

        AfterHandshake(ChannelHandlerContext guard) {
            this.guard = guard;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            replaceDecoder(guard);
            if (strict) {
                context.pipeline().remove(this);
                attach(guard);
            }
        }
    }

    private void attach(ChannelHandlerContext context) {
        ChannelHandler server = context.pipeline().get(SERVER);
        if (server == null || attached || context.isRemoved()) {
            return;
        }
        attached = true;
        if (server instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof HttpServerConnection connection) {
            connection.invalidRequestHandler(unreadable);
            context.pipeline().addBefore(SERVER, null, new Requests());
        } else {
            context.pipeline().remove(this);
        }
    }

    private void expectRequest(ChannelHandlerContext context) {
        if (deadline == null) {
            deadline = context.executor().schedule(() -> giveUp(context), arrival.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void requestArrived() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void giveUp(ChannelHandlerContext context) {
        deadline = null;
        if (context.channel().config().isAutoRead()) {
            context.close();
        } else {
            // The service has paused reading, not the client.
            expectRequest(context);
        }
    }

    /** Counts the requests of the connection that are not answered yet. */
    private final class Requests extends ChannelDuplexHandler {
        private int pending;

        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof HttpRequest) {
                pending++;
                // Writable: earlier responses have been sent, except for a few KiB.
                if (pending > MAX_PENDING || !context.channel().isWritable()) {
                    context.close();
                }
            }
            if (part instanceof LastHttpContent) {
                requestArrived();
            }
            if (context.channel().isActive()) {
                context.fireChannelRead(part);
            } else {
                // Arrived together with the request that closed the connection: there is nobody to answer.
                ReferenceCountUtil.release(part);
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise written) {
            boolean interim = part instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (part instanceof LastHttpContent && !interim) {
                pending = Math.max(0, pending - 1);
            }
            context.write(part, written);
        }
    }
}
