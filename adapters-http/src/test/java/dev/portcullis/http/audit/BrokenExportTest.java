package dev.portcullis.http.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.http.LogRecorder;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports that do not reach their end, as the wire shows them. */
@QuarkusTest
class BrokenExportTest {
    private static final String REQUEST = "GET /api/v1/admin/audit/export/ HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer access.token\r\nX-Request-Id: the-request\r\n\r\n";

    @Inject
    ScriptedProvider provider;

    @Inject
    ScriptedAuditReader log;

    @BeforeEach
    void forget() {
        provider.reset();
        log.reset();
        log.admits();
    }

    @Test
    void breaksTheConnectionWhenItFailsInTheMiddle() throws Exception {
        log.has(100_000);
        log.failsAfter(5000);
        try (LogRecorder recorder = new LogRecorder(Level.WARNING);
                Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));

            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).hasSizeGreaterThan(100_000);
            assertThat(answer.substring(0, 100)).startsWith("HTTP/1.1 200 ");
            assertThat(answer.substring(answer.length() - 100))
                    .doesNotContain("problem")
                    .doesNotEndWith("0\r\n\r\n");
            assertThat(recorder.messages())
                    .singleElement()
                    .asString()
                    .contains("the-request")
                    .contains("audit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReportedByAnOrdinaryClient(HttpClient.Version version) {
        log.has(100_000);
        log.failsAfter(5000);
        HttpClient client = HttpClient.newBuilder().version(version).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/admin/audit/export/"))
                .timeout(Duration.ofSeconds(20))
                .build();

        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void endsQuietlyWhenTheCallerGoesAway() throws Exception {
        log.has(1_000_000);
        try (LogRecorder recorder = new LogRecorder(Level.WARNING)) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
                socket.setSoLinger(true, 0);
            }

            assertThat(questionsAtRest()).isLessThan(2 * 900);
            assertThat(recorder.messages()).isEmpty();
        }
    }

    @Test
    void waitsForACallerWhoDoesNotRead() throws Exception {
        log.has(1_000_000);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(32 * 1024);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);

            // What the kernel, the queue and a page hold is some megabytes at most, of 250.
            assertThat(questionsAtRest()).isLessThan(2 * 100);
        }
    }

    /** Questions to the log, two a page, once no more come. */
    private int questionsAtRest() throws InterruptedException {
        int before = -1;
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (log.asked.size() != before && System.nanoTime() < deadline) {
            before = log.asked.size();
            Thread.sleep(500);
        }
        return before;
    }
}
