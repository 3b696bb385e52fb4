package dev.portcullis.http.security;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
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
 * Closes a connection whose caller sends a request too slowly, sends more than {@value #MOST_UNDER_WAY} requests before
 * the first is answered, or sends more while earlier answers wait to be taken. The server's own timeouts are for silence:
 * a byte now and then passes them.
 *
 * <p>This handler comes first in the pipeline, before TLS and before the HTTP decoder. It replaces that decoder by a
 * {@link StrictRequestDecoder} before the decoder has read a request, and puts a second handler after it that sees the
 * requests. Over HTTP/2, where the server itself bounds how many requests are under way, the handler removes itself once
 * the connection is made. Everything runs on the connection's event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    /** More than any client in use asks for at once; each one that waits costs a few KiB. */
    static final int MOST_UNDER_WAY = 32;

    /** The names that Vert.x gives to its handlers: the last one, the HTTP/1.x decoder, and the end of the handshake. */
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
     * @param arrival how long a whole request may take to arrive
     * @param options those of the server, for the limits of its decoder
     * @param unreadable answers requests that cannot be read
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
            // With TLS, the server is there when both sides have agreed on keys; a request may have come along.
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
     * Without TLS, HTTP/2 and the PROXY protocol the decoder is there from the start. Otherwise the first bytes decide
     * when it comes, so they are passed on one at a time until then: never does a whole request reach the other decoder.
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
            ChannelHandler unused = pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options));
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
            HttpServerConnection unused = connection.invalidRequestHandler(unreadable);
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
            boolean unused = deadline.cancel(false);
            deadline = null;
        }
    }

    private void giveUp(ChannelHandlerContext context) {
        deadline = null;
        if (context.channel().config().isAutoRead()) {
            context.close();
        } else {
            // It is we who do not read on.
            expectRequest(context);
        }
    }

    /** What the connection carries, read. */
    private final class Requests extends ChannelDuplexHandler {
        private int underWay;

        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof HttpRequest) {
                underWay++;
                if (underWay > MOST_UNDER_WAY || !isTaking(context.channel())) {
                    context.close();
                }
            }
            if (part instanceof LastHttpContent) {
                requestArrived();
            }
            if (context.channel().isActive()) {
                context.fireChannelRead(part);
            } else {
                // What came along with the one too many: nobody would get the answer.
                boolean unused = ReferenceCountUtil.release(part);
            }
        }

        /** Whether the answers so far have gone out, all but a few KiB. */
        private static boolean isTaking(Channel channel) {
            return channel.isWritable();
        }

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise written) {
            boolean interim = part instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (part instanceof LastHttpContent && !interim) {
                underWay = Math.max(0, underWay - 1);
            }
            context.write(part, written);
        }
    }
}
