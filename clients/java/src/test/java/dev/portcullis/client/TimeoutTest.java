package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that begin and do not end. */
@Timeout(30)
class TimeoutTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        // Slowly without an end, or as fast as the client reads.
        serve("/api/v1/", 200, new byte[] {' '}, 10);
        serve("/api/v1/admin/", 200, "{}\n".getBytes(StandardCharsets.UTF_8), 10);
        serve("/api/v1/auth/", 500, new byte[] {' '}, 10);
        serve("/.well-known/", 200, new byte[1 << 20], 0);
        server.start();
    }

    private void serve(String path, int status, byte[] part, int pause) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(part);
                    body.flush();
                    begun.countDown();
                    Thread.sleep(pause);
                }
            } catch (IOException | InterruptedException e) {
                closed.countDown();
            }
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private PortcullisClient client(Duration timeout) {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort());
        return PortcullisClient.builder(uri).timeout(timeout).build();
    }

    @Test
    void endsACallWhoseBodyStalls() throws InterruptedException {
        PortcullisClient client = client(Duration.ofMillis(500));

        for (ThrowingCallable call : new ThrowingCallable[] {client::describeAccount, client::refreshSession}) {
            assertThatThrownBy(call)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(HttpTimeoutException.class);
        }

        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotReadABodyWithoutAnEnd() throws InterruptedException {
        assertThatThrownBy(client(Duration.ofMinutes(1))::publicKeys)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("too large");

        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void streamsTheAuditLogForLonger() throws IOException, InterruptedException {
        try (InputStream log = client(Duration.ofMillis(500)).exportAuditLog(AuditQuery.all())) {
            Thread.sleep(600);

            assertThat(log.readNBytes(300)).hasSize(300);
        }

        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsACallWhoseThreadIsInterrupted() throws Exception {
        PortcullisClient client = client(Duration.ofMinutes(1));
        FutureTask<Boolean> call = new FutureTask<>(() -> {
            assertThatThrownBy(client::describeAccount)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(InterruptedIOException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(call);
        thread.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        // Until the client has the headers too.
        Thread.sleep(300);

        thread.interrupt();

        assertThat(call.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
