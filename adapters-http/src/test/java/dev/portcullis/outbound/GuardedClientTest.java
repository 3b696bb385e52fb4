package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class GuardedClientTest {
    private static final CallLimits LIMITS = CallLimits.of(Duration.ofSeconds(10), 1_000, CallLimits.BREAKER_DELAY);

    @Path("")
    interface Greetings {
        @GET
        @Path("hello")
        CompletionStage<RestResponse<byte[]>> hello();
    }

    @Inject
    Vertx vertx;

    @Test
    void areAskedByHttp2WhereItIsOfferedOnOneConnection(@TempDir java.nio.file.Path directory) throws Exception {
        SelfSigned keys = SelfSigned.in(directory);
        KeyStore trusted = keys.trusted();
        List<HttpVersion> versions = new CopyOnWriteArrayList<>();
        try (Http2Server server = new Http2Server(vertx, keys, request -> {
            versions.add(request.version());
            // No length is declared: the stream has an end of its own.
            request.response().setChunked(true).putHeader("Content-Type", "text/plain");
            request.response().write("hello ");
            request.response().end(String.valueOf(versions.size()));
        })) {
            GuardedClient<Greetings> client = new GuardedClient<>(
                    "greetings",
                    Greetings.class,
                    URI.create("https://localhost:" + server.port() + "/"),
                    LIMITS,
                    new ExchangeGuard(
                            "greetings",
                            ExchangeGuard.Reuse.NEVER,
                            ExchangeGuard.Unbounded.REJECTED,
                            LIMITS.largestHead()),
                    builder -> builder.trustStore(trusted));
            for (int i = 1; i <= 3; i++) {
                assertThat(client.call(() -> {}, Greetings::hello, ServiceResponse::text, String.class))
                        .isEqualTo("hello " + i);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
        assertThat(versions).containsExactly(HttpVersion.HTTP_2, HttpVersion.HTTP_2, HttpVersion.HTTP_2);
    }
}
