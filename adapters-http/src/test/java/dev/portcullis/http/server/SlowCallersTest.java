package dev.portcullis.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who hold a connection by next to nothing. What they may take is a second and a half here. */
@QuarkusTest
class SlowCallersTest {
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** Test machines are slow at times. */
    private static final Duration MARGIN = Duration.ofSeconds(8);

    private static final String KEYS = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String SIGN_IN =
            "POST /api/v1/auth/signin/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @Inject
    ScriptedProvider provider;

    @Inject
    ScriptedAuditReader log;

    @BeforeEach
    void forget() {
        provider.reset();
        log.reset();
    }

    private static Socket connect(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout((int) PATIENCE.plus(MARGIN).toMillis());
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        return socket;
    }

    private static Socket connect() throws IOException {
        return connect(64 * 1024);
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** A connection on which a byte is sent now and then. */
    private static final class Trickle {
        private final String beginning;
        private final Socket socket = connect();
        private final long start = System.nanoTime();
        private Duration kept = Duration.ZERO;

        Trickle(String beginning) throws IOException {
            this.beginning = beginning;
            send(socket, beginning);
            socket.setSoTimeout(1);
        }

        /** Sends one more, unless the other end has closed. */
        boolean goesOn() throws IOException {
            kept = Duration.ofNanos(System.nanoTime() - start);
            try {
                boolean closed = socket.getInputStream().read(new byte[4096]) < 0;
                if (!closed) {
                    send(socket, "a");
                }
                return !closed;
            } catch (SocketTimeoutException open) {
                return goesOnSending();
            } catch (SocketException closed) {
                return false;
            }
        }

        private boolean goesOnSending() throws IOException {
            try {
                if (!beginning.isEmpty()) {
                    send(socket, "a");
                }
                return true;
            } catch (SocketException closed) {
                return false;
            }
        }
    }

    @Test
    void areCutOffWhenTheirRequestDoesNotArriveInTime() throws Exception {
        List<Trickle> open = new ArrayList<>();
        for (String beginning : List.of(
                // Says nothing at all.
                "",
                "G",
                "GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                SIGN_IN + "Content-Length: 10000\r\n\r\n{\"login\":\"",
                SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"log\r\n2710\r\n",
                // Refused by its head; what follows would be read for as long as it comes.
                SIGN_IN + "Origin: null\r\nContent-Length: 10000\r\n\r\n",
                "GET /q/openapi HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n",
                KEYS + "GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")) {
            open.add(new Trickle(beginning));
        }
        List<Trickle> all = List.copyOf(open);

        long deadline = System.nanoTime() + PATIENCE.plus(MARGIN).toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            for (Trickle trickle : List.copyOf(open)) {
                if (!trickle.goesOn()) {
                    open.remove(trickle);
                }
            }
            Thread.sleep(100);
        }

        assertThat(open).extracting(trickle -> trickle.beginning).isEmpty();
        assertThat(all).allSatisfy(trickle -> {
            assertThat(trickle.kept).as(trickle.beginning).isGreaterThan(PATIENCE.minusMillis(300));
            trickle.socket.close();
        });
    }

    @Test
    void mayRestBetweenTwoRequests() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 2; i++) {
                send(socket, KEYS);
                assertThat(new String(socket.getInputStream().readNBytes(13), ISO_8859_1))
                        .isEqualTo("HTTP/1.1 200 ");
                assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
                if (i == 0) {
                    Thread.sleep(PATIENCE.plusMillis(500).toMillis());
                }
            }
        }
    }

    private static int answersTo(int requests) throws IOException {
        try (Socket socket = connect()) {
            send(socket, KEYS.repeat(requests - 1) + KEYS.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return all.split("HTTP/1.1 200 ", -1).length - 1;
        } catch (SocketException closed) {
            return 0;
        }
    }

    @Test
    void mayAskForAFewAnswersAtOnceAndNotForMany() throws Exception {
        assertThat(answersTo(ConnectionGuard.MAX_PENDING)).isEqualTo(ConnectionGuard.MAX_PENDING);
        assertThat(answersTo(500)).isLessThan(500);
    }

    /** Whether the other end closes before so many bytes have come. */
    private static boolean endsBefore(int bytes, InputStream in) throws IOException {
        try {
            return in.readNBytes(bytes).length < bytes;
        } catch (SocketException closed) {
            return true;
        }
    }

    @Test
    void areCutOffWhenTheyDoNotTakeAnAnswer() throws Exception {
        log.admits();
        log.has(1_000_000);
        try (Socket socket = connect(32 * 1024)) {
            send(
                    socket,
                    "GET /api/v1/admin/audit/export/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);

            Thread.sleep(PATIENCE.plusMillis(1500).toMillis());

            // Of 250 megabytes; what is in the buffers of both ends comes still.
            assertThat(endsBefore(20_000_000, socket.getInputStream())).isTrue();
        }
    }

    @Test
    void areCutOffWhenTheyAskForMoreThanTheyTake() throws Exception {
        int most = 200_000;
        try (Socket socket = connect(4 * 1024)) {
            int sent = 0;
            try {
                while (sent < most) {
                    // One by one, so that not too many are under way: each is answered and nobody reads.
                    send(socket, KEYS);
                    sent++;
                    if (sent % 16 == 0) {
                        Thread.sleep(2);
                    }
                }
            } catch (SocketException closed) {
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(most);
        }
    }
}
