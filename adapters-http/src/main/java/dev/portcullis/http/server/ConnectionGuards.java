package dev.portcullis.http.server;

import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.security.SecurityHeaders;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Adds a {@link ConnectionGuard} to each accepted connection. Neither Quarkus nor Vert.x has a hook there, so this adds a
 * handler to the accepting channels, which it finds through their event loops (ADR 31).
 */
@Singleton
final class ConnectionGuards {
    private static final String NAME = ConnectionGuards.class.getName();

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final SecurityHeaders securityHeaders;
    private final HttpServer server;
    private final ConnectionsPerAddress connections;

    ConnectionGuards(
            Vertx vertx,
            ConnectionSettings settings,
            TrustedProxies proxies,
            SecurityHeaders securityHeaders,
            HttpServer server) {
        this.vertx = vertx;
        this.settings = settings;
        this.securityHeaders = securityHeaders;
        this.server = server;
        this.connections = new ConnectionsPerAddress(settings.perAddress(), proxies);
    }

    void http(@ObservesAsync HttpServerStart started) {
        guardAll(started.options());
    }

    void https(@ObservesAsync HttpsServerStart started) {
        guardAll(started.options());
    }

    private void guardAll(HttpServerOptions options) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            // The server outlives a reload of the application, and would keep guards of the old one.
            return;
        }
        for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> ((SingleThreadEventLoop) acceptor)
                    .registeredChannelsIterator()
                    .forEachRemaining(channel -> guard(channel, options)));
        }
    }

    private void guard(Channel channel, HttpServerOptions options) {
        if (channel instanceof ServerChannel
                && isForClients(channel.localAddress())
                && channel.pipeline().get(NAME) == null) {
            channel.pipeline().addFirst(NAME, new Accepting(options));
        }
    }

    /** The management interface has its own port, which clients cannot reach, and no guard. */
    private boolean isForClients(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && (inet.getPort() == server.getPort() || inet.getPort() == server.getSecurePort());
    }

    /** The server answers an unreadable request with a status only; this adds the security headers. */
    private void answerUnreadable(HttpServerRequest request) {
        securityHeaders.complete(request.response().headers(), false);
        if (request.decoderResult().cause() instanceof HttpException unsupported) {
            request.response().setStatusCode(unsupported.getStatusCode()).end();
            request.response().close();
        } else {
            HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
        }
    }

    private final class Accepting extends ChannelInboundHandlerAdapter {
        private final HttpServerOptions options;

        Accepting(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                if (!admit(connection)) {
                    // Not registered with an event loop yet, so there is nothing to clean up.
                    connection.unsafe().closeForcibly();
                    return;
                }
                connection
                        .pipeline()
                        .addLast(
                                new WriteTimeoutHandler(settings.uptake().toMillis(), TimeUnit.MILLISECONDS),
                                new ConnectionGuard(
                                        settings.arrival(), options, ConnectionGuards.this::answerUnreadable));
            }
            context.fireChannelRead(accepted);
        }

        /** With the PROXY protocol each socket belongs to the load balancer, and the client is known only later. */
        private boolean admit(Channel connection) {
            if (options.isUseProxyProtocol()) {
                return true;
            }
            Runnable closed = connections.admit(connection.remoteAddress());
            if (closed != null) {
                connection.closeFuture().addListener(done -> closed.run());
            }
            return closed != null;
        }
    }
}
