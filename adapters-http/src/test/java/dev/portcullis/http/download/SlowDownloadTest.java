package dev.portcullis.http.download;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.http.TestWiring;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that read a file so slowly that its download would occupy a worker thread for long. */
@QuarkusTest
class SlowDownloadTest {
    private static final String ACCOUNT = "/api/v1/account/export/";
    private static final String AUDIT = "/api/v1/admin/audit/export/";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    @Inject
    ScriptedAuditReader log;

    private String token = "";

    @BeforeEach
    void begin() throws Exception {
        own.reset();
        door.reset();
        log.reset();
        log.admits();
        token = SignedIn.someone(own.portcullis()).bearer().reveal();
        awaitFreePlaces();
        // 250 megabytes.
        log.has(1_000_000);
    }

    private int status(String path) {
        return given().header("Authorization", "Bearer " + token).get(path).statusCode();
    }

    /** A place is free when the service has noticed that a client of an earlier test has gone. */
    private void awaitFreePlaces() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(AUDIT) == 200 && status(ACCOUNT) == 200);
        door.events.clear();
    }

    private Socket download(String path) throws IOException {
        Socket socket = send(path);
        assertThat(new String(socket.getInputStream().readNBytes(13), ISO_8859_1))
                .isEqualTo("HTTP/1.1 200 ");
        return socket;
    }

    private Socket send(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(32 * 1024);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        return socket;
    }

    /** Whether the other end closes before so many bytes have come. */
    private static boolean endsBefore(int bytes, InputStream in) {
        try {
            return in.readNBytes(bytes).length < bytes;
        } catch (IOException closed) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNT, AUDIT})
    void isCutOffThoughEachPartIsReadInTime(String path) throws Exception {
        try (Socket socket = download(path)) {
            // 80 KiB per second.
            for (int i = 0; i < 40; i++) {
                if (socket.getInputStream().readNBytes(16 * 1024).length == 0) {
                    return;
                }
                Thread.sleep(200);
            }

            // What is in the buffers of both ends comes still.
            assertThat(endsBefore(20_000_000, socket.getInputStream())).isTrue();
        }
    }

    @Test
    void isCutOffOverHttp2Too() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + AUDIT))
                .header("Authorization", "Bearer " + token)
                .build();
        try (InputStream body =
                client.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(body.readNBytes(1000)).hasSize(1000);

            Thread.sleep(6_000);

            // The client accepts 16 megabytes before somebody reads.
            assertThat(endsBefore(100_000_000, body)).isTrue();
        }
    }

    /** Keeps downloads in progress: reads faster than a client must, and slower than the service could send. */
    private static final class Readers implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();
        private final Thread thread = new Thread(this::read);

        private void read() {
            try {
                while (true) {
                    for (Socket socket : sockets) {
                        assertThat(socket.getInputStream().readNBytes(32 * 1024))
                                .hasSize(32 * 1024);
                    }
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException closed) {
                // The test is over.
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void leavesAFewPlacesAndTheOtherRoutes() throws Exception {
        try (Readers readers = new Readers()) {
            for (int i = 0; i < TestWiring.DOWNLOADS; i++) {
                readers.sockets.add(download(ACCOUNT));
            }
            readers.thread.start();
            door.events.clear();

            given().header("Authorization", "Bearer " + token)
                    .get(ACCOUNT)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("code", equalTo("overloaded"));
            assertThat(door.events)
                    .containsExactly(AuditEvents.refused(
                            AuditAction.EXPORT_ACCOUNT, "excess_rate_limit_exceeded", "overloaded"));

            log.has(1);
            assertThat(status(AUDIT)).isEqualTo(200);
            assertThat(status("/api/v1/account/sessions/")).isEqualTo(200);
        }
        awaitFreePlaces();
    }

    @Test
    void recordsARejectedExportOfTheAuditLog() throws Exception {
        try (Readers readers = new Readers()) {
            for (int i = 0; i < TestWiring.DOWNLOADS; i++) {
                readers.sockets.add(download(AUDIT));
            }
            readers.thread.start();
            door.events.clear();

            assertThat(status(AUDIT)).isEqualTo(503);

            assertThat(door.events)
                    .containsExactly(
                            AuditEvents.refused(AuditAction.READ_AUDIT, "excess_rate_limit_exceeded", "overloaded"));
        }
    }

    /** Otherwise callers without a token could keep auditors from the log, as long as an upstream checks theirs. */
    @Test
    void givesNoPlaceToACallerWithoutAccess() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore arrived = new Semaphore(0);
        log.refusesAfter(() -> {
            arrived.release();
            return release.await(20, TimeUnit.SECONDS);
        });
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < TestWiring.DOWNLOADS; i++) {
                strangers.add(send(AUDIT));
            }
            assertThat(arrived.tryAcquire(TestWiring.DOWNLOADS, 20, TimeUnit.SECONDS))
                    .isTrue();
            log.has(1);
            log.admits();

            assertThat(status(AUDIT)).isEqualTo(200);
        } finally {
            release.countDown();
            for (Socket stranger : strangers) {
                assertThat(new String(stranger.getInputStream().readNBytes(13), ISO_8859_1))
                        .isEqualTo("HTTP/1.1 401 ");
                stranger.close();
            }
        }
    }
}
