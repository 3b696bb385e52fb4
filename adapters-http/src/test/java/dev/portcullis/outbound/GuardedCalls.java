package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.outbound.ExchangeGuard.Reuse;
import dev.portcullis.outbound.ExchangeGuard.Unbounded;
import dev.portcullis.outbound.ServerFaults.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls over guarded connections, each with the name of its caller, and checks of what the callers received. */
final class GuardedCalls implements AutoCloseable {
    /** For one call, far above what it takes. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    static final int LARGEST_HEAD = 64 * 1024;

    /** What one caller got: all that tells whose it is, or nothing but a failure. */
    record Received(String caller, boolean isAnswer, String text) {}

    final Vertx vertx = Vertx.vertx();

    /** Kept, because Vert.x closes a client that nobody refers to. */
    private final List<HttpClient> clients = new ArrayList<>();

    HttpClient client(boolean isEncrypted, int connections) {
        HttpClientOptions options = new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setHttp2MaxPoolSize(1)
                .setMaxHeaderSize(LARGEST_HEAD);
        if (isEncrypted) {
            options.setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
        HttpClient client = vertx.createHttpClient(options);
        clients.add(client);
        return client;
    }

    static ExchangeGuard guard(Reuse reuse) {
        return new ExchangeGuard("The server of a test", reuse, Unbounded.ACCEPTED, LARGEST_HEAD);
    }

    static CompletableFuture<Received> call(
            HttpClient client, ExchangeGuard guard, int port, String caller, Duration deadline) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("localhost")
                .setPort(port)
                .setURI("/")
                .putHeader("X-Caller", caller)
                .setTimeout(deadline.toMillis());
        return client.request(options)
                .compose(request -> {
                    guard.accept(request);
                    request.exceptionHandler(failure -> {});
                    return request.send();
                })
                .compose(response -> response.body().map(body -> told(response) + " " + body))
                .map(text -> new Received(caller, true, text))
                .otherwise(failure -> new Received(caller, false, ""))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static String told(HttpClientResponse response) {
        return response.statusCode() + " " + response.headers().entries();
    }

    static void assertIsOwn(Received received, Outcome expected) {
        assertThat(received.isAnswer()).as(received.toString()).isEqualTo(expected == Outcome.ANSWERED);
        if (received.isAnswer()) {
            assertThat(received.text()).contains("owner=" + received.caller()).doesNotContain("interim", "half");
            assertThat(received.text().replaceAll("owner=" + received.caller() + "\\b", ""))
                    .as("only its own")
                    .doesNotContain("owner=");
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
