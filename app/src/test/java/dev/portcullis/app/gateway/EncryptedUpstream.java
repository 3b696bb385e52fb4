package dev.portcullis.app.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server with TLS that offers HTTP/2. */
final class EncryptedUpstream implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> script = EncryptedUpstream::isWell;

    EncryptedUpstream(Vertx vertx, int port, KeyCertOptions certificate) throws Exception {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate))
                .requestHandler(request -> {
                    calls.incrementAndGet();
                    request.exceptionHandler(failure -> {});
                    request.response().exceptionHandler(failure -> {});
                    request.body().onSuccess(body -> script.accept(request));
                })
                .listen(port, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    void answers(Consumer<HttpServerRequest> how) {
        script = how;
    }

    static void isWell(HttpServerRequest request) {
        request.response()
                .setStatusCode(204)
                .putHeader("Set-Cookie", "access_token=" + request.version() + "; Path=/; Max-Age=300; HttpOnly")
                .end();
    }

    /** An interim response over HTTP/2, of which Vert.x writes 100 and 103 alone. */
    static void writeInterim(HttpServerRequest request, String status, boolean isEnd) {
        ChannelHandlerContext context = ((ConnectionBase) request.connection()).channelHandlerContext();
        Http2Headers headers = new DefaultHttp2Headers().status(status).add("set-cookie", "interim=1; Path=/");
        ((Http2ConnectionHandler) context.handler())
                .encoder()
                .writeHeaders(context, request.streamId(), headers, 0, isEnd, context.newPromise());
        context.flush();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
