package dev.portcullis.http.security;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose caller sends a request too slowly, asks for more than a few answers at once, or asks for more
 * while those that are there are not taken. What the server has timeouts for of its own is silence: a byte now and then
 * passes them.
 *
 * <p>Stands before all that the server reads with. What is behind that, the requests, it sees through a second handler,
 * which it puts right before the server's own as soon as that is there. Over HTTP/2, where the server bounds how many
 * requests are under way, it leaves once the connection is made. All of it happens on the connection's event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    /** More than any client in use asks for at once; each one that waits costs a few KiB. */
    static final int MOST_UNDER_WAY = 32;

    /** As the server calls the last of its handlers. */
    private static final String SERVER = "handler";

    private final Duration arrival;
    private final Handler<HttpServerRequest> unreadable;

    private @Nullable Future<?> deadline;
    private boolean attached;

    /** @param unreadable answers what is no HTTP */
    ConnectionGuard(Duration arrival, Handler<HttpServerRequest> unreadable) {
        this.arrival = arrival;
        this.unreadable = unreadable;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        attach(context);
        expectRequest(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        expectRequest(context);
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

    private void attach(ChannelHandlerContext context) {
        ChannelHandler server = context.pipeline().get(SERVER);
        if (server == null || context.isRemoved()) {
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
