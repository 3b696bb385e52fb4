package dev.portcullis.http;

import static dev.portcullis.http.RawRequestsTest.BODY;
import static dev.portcullis.http.RawRequestsTest.SIGN_IN;
import static dev.portcullis.http.RawRequestsTest.exchange;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that an ordinary client library does not let one send: chunked, endless, or broken off. */
@QuarkusTest
class RawBodiesTest {
    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void script() {
        provider.reset();
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));
    }

    private static String chunked(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n";
    }

    @Test
    void takesAChunkedBody() throws Exception {
        assertThat(exchange(SIGN_IN + "Connection: close\r\n" + chunked(BODY)))
                .startsWith("HTTP/1.1 401 ")
                .contains("invalid_credentials");
    }

    @Test
    void refusesAChunkedBodyThatIsTooLargeAndClosesTheConnection() throws Exception {
        assertThat(exchange(SIGN_IN + chunked("a".repeat(1024 * 1024))))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("connection: close")
                .contains("application/problem+json")
                .contains("body_too_large");
    }

    @Test
    void refusesABodyThatClaimsToBeHugeBeforeItIsSent() throws Exception {
        for (String length : new String[] {"16385", "104857600", "9223372036854775807"}) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write((SIGN_IN + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n")
                                .getBytes(ISO_8859_1));
                byte[] start = socket.getInputStream().readNBytes(13);

                assertThat(new String(start, ISO_8859_1)).isEqualTo("HTTP/1.1 413 ");
            }
        }
    }

    @Test
    void endsTheConnectionOfABodyThatNeverEnds() throws Exception {
        byte[] chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write((SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
            int sent = 0;
            try {
                while (sent < 1000) {
                    out.write(chunk);
                    sent++;
                }
            } catch (SocketException closed) {
                assertThat(sent).isGreaterThan(1);
            }
            assertThat(sent).isLessThan(1000);
        }
    }

    @Test
    void servesTheNextRequestOnTheSameConnection() throws Exception {
        String one = SIGN_IN + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        String refused = SIGN_IN + "Content-Length: 2\r\n\r\n[]";
        String last = SIGN_IN + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

        assertThat(exchange(one + refused + one + last).split("HTTP/1.1 ", -1))
                .extracting(part -> part.length() < 3 ? part : part.substring(0, 3))
                .containsExactly("", "401", "400", "401", "401");
    }

    @Test
    void logsNoErrorWhenCallersGoAway() throws Exception {
        String length = "Content-Length: " + BODY.length() + "\r\n\r\n";
        try (LogRecorder log = new LogRecorder(Level.WARNING)) {
            for (String begun : new String[] {
                SIGN_IN + length + BODY,
                SIGN_IN + length + "{",
                SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
                SIGN_IN + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabcde\r\n",
                SIGN_IN + "Content-Length: 100000000\r\n\r\n" + BODY.repeat(1000),
                SIGN_IN + "Content-Le"
            }) {
                for (int i = 0; i < 10; i++) {
                    try (Socket socket = new Socket("localhost", RestAssured.port)) {
                        socket.setSoLinger(true, 0);
                        socket.getOutputStream().write(begun.getBytes(ISO_8859_1));
                    }
                }
            }
            assertThat(exchange(SIGN_IN + "Connection: close\r\n" + length + BODY))
                    .startsWith("HTTP/1.1 401 ");
            assertThat(log.messages()).isEmpty();
        }
    }
}
