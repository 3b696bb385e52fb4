package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class GuardedClientTest {
    @Path("")
    interface Greetings {
        @GET
        @Path("hello")
        Response hello();
    }

    @Inject
    Vertx vertx;

    @Test
    void areAskedByHttp2WhereItIsOfferedOnOneConnection(@TempDir java.nio.file.Path directory) throws Exception {
        SelfSigned keys = SelfSigned.in(directory);
        List<HttpVersion> versions = new CopyOnWriteArrayList<>();
        AtomicInteger connections = new AtomicInteger();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keys.file().toString()).setPassword(SelfSigned.PASSWORD)))
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(request -> {
                    versions.add(request.version());
                    // No length is declared: the stream has an end of its own.
                    request.response().setChunked(true).putHeader("Content-Type", "text/plain");
                    request.response().write("hello ");
                    request.response().end(String.valueOf(versions.size()));
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        try {
            GuardedClient<Greetings> questions = new GuardedClient<>(
                    "A service",
                    Greetings.class,
                    URI.create("https://localhost:" + server.actualPort() + "/"),
                    Duration.ofSeconds(10),
                    1_000,
                    GuardedClient.PAUSE,
                    keys.trusted());
            for (int i = 1; i <= 3; i++) {
                assertThat(questions.ask(Greetings::hello, ServiceResponse::text, String.class))
                        .isEqualTo("hello " + i);
            }
        } finally {
            server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(versions).containsExactly(HttpVersion.HTTP_2, HttpVersion.HTTP_2, HttpVersion.HTTP_2);
        assertThat(connections.get()).isEqualTo(1);
    }
}
