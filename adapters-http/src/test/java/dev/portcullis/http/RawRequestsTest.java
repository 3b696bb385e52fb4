package dev.portcullis.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ordinary client library does not let one send. */
@QuarkusTest
class RawRequestsTest {
    static final String BODY = "{\"login\":\"a\",\"password\":\"b\"}";
    static final String SIGN_IN =
            "POST /api/v1/auth/signin/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void script() {
        provider.reset();
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));
    }

    /** The whole of what comes back until the other end closes. */
    static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Version and status of an answer that leaves the connection open while the body is missing. */
    private static String beginning(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(13), ISO_8859_1);
        }
    }

    @Test
    void refusesARequestWithoutAUsableHost() throws Exception {
        for (String host : new String[] {"", "Host: ][\r\n"}) {
            assertThat(exchange("POST /api/v1/auth/signin/ HTTP/1.1\r\n" + host
                            + "X-Request-Id: the-request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("X-Request-Id: the-request")
                    .contains("X-Content-Type-Options: nosniff")
                    .contains("\"code\":\"bad_request\"");
        }
    }

    /** All of these are the path of the sign-out to the routes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/../api/v1/auth/custom-logout/",
                "/q/x/../../api/v1/auth/custom-logout/",
                "/q/%2e%2e/api/v1/auth/custom-logout/",
                "/q/.%2E/api/v1/auth/custom-logout",
                "/q/./../api/v1/auth/custom-logout/",
                "/q/%2e/%2e%2e/api/v1/auth/custom-logout/",
                "/q//../../api/v1/auth/custom-logout/",
                "/dev/../api/v1/auth/custom-logout/",
                "/dev/%2e%2e/api/v1/auth/custom-logout/",
                "/dev/../q/../api/v1/auth/custom-logout/",
                "/./api/v1/auth/custom-logout/",
                "//api//v1/auth/custom-logout/",
                "/%61pi/v1/auth/custom%2Dlogout/",
                "/../api/v1/auth/custom-logout/"
            })
    void areGuardedByThePathThatRoutesMatch(String path) throws Exception {
        provider.answers(Result.done().noting("nothing_to_end"));
        String head = "POST " + path + " HTTP/1.1\r\nConnection: close\r\n";
        String origin = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";

        assertThat(exchange(head + "Host: localhost\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 204 ");
        assertThat(exchange(head + "Host: localhost\r\n" + origin + "Content-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("\"code\":\"cross_site_request\"")
                .contains("\"instance\":\"/api/v1/auth/custom-logout")
                .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
                .contains("Cache-Control: no-store");
        assertThat(beginning(head + "Host: localhost\r\nExpect: 100-continue\r\nContent-Length: 16385\r\n\r\n"))
                .isEqualTo("HTTP/1.1 413 ");
        assertThat(exchange(head + "Content-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"bad_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/%zz", "/dev/%", "/q/../%2", "/%zz/api/v1/auth/custom-logout/", "/q/{}"})
    void areRefusedWithAPathThatIsNone(String path) throws Exception {
        String good = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String answers =
                exchange(good + "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" + good);

        assertThat(answers.split("HTTP/1.1 ", -1))
                .extracting(part -> part.length() < 3 ? part : part.substring(0, 3))
                .containsExactly("", "404", "400");
        assertThat(answers).doesNotContain(path);
    }

    /** Another server may end these requests at another byte, or send them to another host. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; Host: localhost",
                "400; Transfer-Encoding: xchunked",
                "400; Transfer-Encoding: chunked, chunked",
                "400; Transfer-Encoding: chunked|Content-Length: 0",
                "501; Transfer-Encoding: gzip, chunked",
                "400; Content-Length: 0|Content-Length: 0",
                "400; X-Folded: a| Content-Length: 5"
            })
    void areRefusedWhereOthersWouldReadThemOtherwise(int status, String lines) throws Exception {
        provider.answers(Result.done().noting("nothing_to_end"));
        String head = "POST /api/v1/auth/custom-logout/ HTTP/1.1\r\nHost: localhost\r\n";
        String good = head + "Content-Length: 0\r\n\r\n";

        String answers = exchange(good + head + lines.replace("|", "\r\n") + "\r\n\r\n" + good);

        assertThat(answers.split("HTTP/1.1 ", -1))
                .extracting(part -> part.length() < 3 ? part : part.substring(0, 3))
                .containsExactly("", "204", Integer.toString(status));
        assertThat(answers.substring(answers.lastIndexOf("HTTP/1.1")))
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .endsWith("\r\n\r\n");
    }

    @Test
    void logNothingWhenTheyHaveNoHost() throws Exception {
        try (LogRecorder log = new LogRecorder(Level.WARNING)) {
            for (String path : new String[] {"/", "/q/", "/q/openapi", "/q/health", "/q/nothing", "/api/v1/account/"}) {
                assertThat(exchange("GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n"))
                        .as(path)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("X-Content-Type-Options: nosniff")
                        .contains("\"code\":\"bad_request\"");
            }
            assertThat(log.messages()).isEmpty();
        }
    }

    private static String lines(String... head) {
        return String.join("\r\n", head) + "\r\n\r\n";
    }

    @Test
    void takesSeveralAuthorizationHeadersForNone() throws Exception {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));

        assertThat(exchange(lines(
                        "GET /api/v1/account/ HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Authorization: Bearer a",
                        "Authorization: Bearer b")))
                .startsWith("HTTP/1.1 401 ")
                .contains("not_authenticated");
        assertThat(provider.asked).filteredOn(BearerToken.class::isInstance).containsExactly(new BearerToken(""));
    }

    @Test
    void seesTwoCookiesInTwoHeaders() throws Exception {
        provider.answers(Result.done().noting("nothing_to_end"));

        assertThat(exchange(lines(
                        "POST /api/v1/auth/custom-logout/ HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Cookie: refresh_token=a",
                        "Cookie: refresh_token=b",
                        "Content-Length: 0")))
                .startsWith("HTTP/1.1 204 ");
        assertThat(provider.asked).noneMatch(RefreshToken.class::isInstance);
    }

    @Test
    void speaksHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        assertThat(post(client, BODY).version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(post(client, BODY).statusCode()).isEqualTo(401);
        assertThat(post(client, "a".repeat(100_000)).statusCode()).isEqualTo(413);
        assertThat(post(client, "").statusCode()).isEqualTo(400);
        assertThat(post(client, BODY).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> post(HttpClient client, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/auth/signin/"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
