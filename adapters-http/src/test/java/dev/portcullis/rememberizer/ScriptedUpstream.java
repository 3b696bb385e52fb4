package dev.portcullis.rememberizer;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server in the place of the API that answers what a test wrote down, and keeps what it was asked. */
final class ScriptedUpstream implements AutoCloseable {
    /** What came over the wire. */
    record Asked(String method, String uri, MultiMap headers, String body) {}

    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private volatile Consumer<HttpServerResponse> script = response -> response.setStatusCode(500);

    ScriptedUpstream(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(new Asked(
                    request.method().name(), request.uri(), request.headers(), body.toString(StandardCharsets.UTF_8)));
            script.accept(request.response());
        });
    }

    void answers(Consumer<HttpServerResponse> answer) {
        script = answer;
    }

    /** An answer that is whole. */
    void answers(int status, String json, String... cookies) {
        answers(response -> {
            response.setStatusCode(status);
            for (String line : cookies) {
                response.headers().add("Set-Cookie", line);
            }
            if (json.isEmpty()) {
                response.end();
            } else {
                response.putHeader("Content-Type", "application/json").end(json);
            }
        });
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    URI url() {
        return URI.create("http://localhost:" + server.actualPort() + "/api/v1");
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
