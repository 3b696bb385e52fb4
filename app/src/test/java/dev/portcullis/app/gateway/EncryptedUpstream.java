package dev.portcullis.app.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
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

    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
