package dev.portcullis.http.security;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Puts a guard on each connection that is accepted. Neither Quarkus nor Vert.x lets one in there; so it is done to the
 * channels that accept, which their event loops know.
 */
@Singleton
final class ConnectionGuards {
    private static final String NAME = ConnectionGuards.class.getName();

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final SecurityHeaders securityHeaders;

    ConnectionGuards(Vertx vertx, ConnectionSettings settings, SecurityHeaders securityHeaders) {
        this.vertx = vertx;
        this.settings = settings;
        this.securityHeaders = securityHeaders;
    }

    void http(@ObservesAsync HttpServerStart started) {
        guardAll();
    }

    void https(@ObservesAsync HttpsServerStart started) {
        guardAll();
    }

    private void guardAll() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            // There the server stays when the application is loaded anew, and would keep guards of the old one.
            return;
        }
        for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> ((SingleThreadEventLoop) acceptor)
                    .registeredChannelsIterator()
                    .forEachRemaining(this::guard));
        }
    }

    private void guard(Channel channel) {
        if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
            channel.pipeline().addFirst(NAME, new Accepting());
        }
    }

    /** To what cannot be read as HTTP the server answers with a status alone: here, with the headers of all others. */
    private void answerUnreadable(HttpServerRequest request) {
        securityHeaders.complete(request.response().headers(), false);
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection
                        .pipeline()
                        .addLast(
                                new WriteTimeoutHandler(settings.uptake().toMillis(), TimeUnit.MILLISECONDS),
                                new ConnectionGuard(settings.arrival(), ConnectionGuards.this::answerUnreadable));
            }
            context.fireChannelRead(accepted);
        }
    }
}
