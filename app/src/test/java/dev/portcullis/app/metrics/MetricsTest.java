package dev.portcullis.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of the service. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class MetricsTest {
    private static final Path DASHBOARD = Path.of("../deploy/grafana/portcullis.json");
    private static final Pattern ASKED_FOR = Pattern.compile("(\\w+)\\{job=");

    /** Metrics of a gateway. */
    private static final Pattern OF_THE_UPSTREAM = Pattern.compile("(ft|http_client)_.*");

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Api api;

    @BeforeEach
    void meetTheService() {
        api = new Api(base, answer -> {});
    }

    private Stream<String> metrics() {
        return new Api(management, answer -> {})
                .send("GET", "/q/metrics", null)
                .body()
                .lines();
    }

    private double value(String name) {
        return metrics()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    @Test
    void tellSizeAndAgeOfTheLog() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Double.isNaN(value("portcullis_audit_size_bytes")));

        assertThat(value("portcullis_audit_size_bytes")).isPositive();
        assertThat(value("portcullis_audit_oldest_event_age_seconds")).isNotNegative();
        assertThat(value("portcullis_audit_default_partition_events")).isZero();
        assertThat(value("portcullis_audit_lost_events_total")).isZero();
    }

    @Test
    void tellHowFarTheClockIsFromTheDatabases() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Double.isNaN(value("portcullis_clock_offset_seconds")));

        // The same clock, asked over a connection on the same machine.
        assertThat(value("portcullis_clock_offset_seconds")).isBetween(-30.0, 30.0);
    }

    @Test
    void tellWhichImplementationHashesPasswords() {
        assertThat(metrics())
                .filteredOn(line -> line.startsWith("portcullis_argon2_info{"))
                .singleElement()
                .asString()
                .matches("portcullis_argon2_info\\{implementation=\"(libargon2\\.so\\.1|bouncycastle)\",?} 1(\\.0)?");
    }

    @Test
    void tellNothingOfWhoCallsAndOfWhatTheyHold() {
        EmailAddress email = AccountFixtures.anEmailAddress();
        Api.Answer signedUp = api.signUp(email);
        Api.Answer signedIn = api.signIn(email, Api.PASSWORD);
        String refresh = signedIn.cookie("refresh_token");
        assertThat(api.refresh(refresh).status()).isEqualTo(204);
        assertThat(api.verify(signedUp.json().path("verification_token").asText(), "000000")
                        .status())
                .isEqualTo(400);
        assertThat(api.send(
                                "GET",
                                "/api/v1/accounts/" + signedUp.json().path("id").asText(),
                                null)
                        .status())
                .isEqualTo(404);

        String all = metrics().collect(Collectors.joining("\n"));

        assertThat(all)
                .contains("http_server_requests_seconds_count")
                .doesNotContain(
                        email.value(),
                        email.value().replaceFirst("@.*", ""),
                        Api.PASSWORD,
                        refresh,
                        signedIn.cookie("access_token"),
                        signedUp.json().path("verification_token").asText(),
                        signedUp.json().path("id").asText(),
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1");
    }

    /** Each label uses memory of the metrics server, and callers choose paths and methods. */
    @Test
    void doNotGrowByWhatCallersMakeUp() {
        assertThat(api.signIn(AccountFixtures.anEmailAddress(), "wrong_password")
                        .status())
                .isEqualTo(401);
        for (int i = 0; i < 20; i++) {
            for (String path : List.of("/", "/api/v1/auth/", "/q/", "/api/v1/auth/signin/")) {
                Api.Answer answer = api.send("GET", path + "madeup" + i + "?madeup=" + i, null);
                assertThat(answer.status()).isEqualTo(404);
            }
            Api.Answer answer = api.send("MADEUP" + i, "/api/v1/auth/signin/", null);
            assertThat(answer.status()).isBetween(400, 599);
        }

        List<String> requests = metrics()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .toList();
        assertThat(requests)
                .anyMatch(line -> line.contains("uri=\"/api/v1/auth/signin\"") && line.contains("status=\"401\""))
                .anyMatch(line -> line.contains("method=\"OTHER\""))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("madeup"));
    }

    /** Returns once the answer begins: with 413 the service waits for the body, and then closes. */
    private void send(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().readNBytes(9)).isNotEmpty();
        }
    }

    /** Callers choose these paths as well: with them, 100 requests would use up the labels that Quarkus allows. */
    @Test
    void doNotGrowByPathsThatNoResourceHasAnswered() throws IOException {
        assertThat(api.signIn(AccountFixtures.anEmailAddress(), "wrong_password")
                        .status())
                .isEqualTo(401);
        String close = " HTTP/1.1\r\nConnection: close\r\n";
        String end = "Host: localhost\r\n\r\n";
        for (int i = 0; i < 3; i++) {
            String path = " /madeup" + i;
            // No usable Host, a malformed escape, too large, from another site, not readable, not found, a broken body.
            send("GET" + path + close + "\r\n");
            send("GET" + path + close + "Host: ][\r\n\r\n");
            send("GET" + path + "/%zz" + close + end);
            send("POST" + path + close + "Content-Length: 99999\r\n" + end);
            send("POST" + path + close + "Origin: https://evil.example\r\nContent-Length: 0\r\n" + end);
            send("GET" + path + close + "Content-Length: x\r\n" + end);
            send("GET" + path + close + "Transfer-Encoding: x\r\n" + end);
            send("GET" + path + close + end);
            send("GET /" + path.strip() + "/" + close + end);
            send("OPTIONS" + path + close + "Origin: https://evil.example\r\n" + end);
            send("POST /api/v1/auth/signin/../madeup" + i + close + "Content-Type: a\r\nContent-Length: 0\r\n" + end);
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.getOutputStream()
                        .write(("POST" + path + close + "Content-Length: 9\r\n" + end + "a")
                                .getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoLinger(true, 0);
            }
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                metrics().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                        .anyMatch(
                                line -> line.contains("uri=\"/api/v1/auth/signin\"") && line.contains("status=\"401\""))
                        .anyMatch(line -> line.contains("uri=\"UNROUTED\"") && line.contains("status=\"400\""))
                        .anyMatch(line -> line.contains("uri=\"UNROUTED\"") && line.contains("status=\"403\""))
                        .anyMatch(line -> line.contains("uri=\"UNROUTED\"") && line.contains("status=\"413\""))
                        .anyMatch(line -> line.contains("uri=\"NOT_FOUND\"") && line.contains("status=\"404\""))
                        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("madeup")));
    }

    @Test
    void areThereForWhatTheDashboardAsksFor() throws IOException {
        assertThat(api.signIn(AccountFixtures.anEmailAddress(), "wrong_password")
                        .status())
                .isEqualTo(401);

        Set<String> askedFor = new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                        .flatMap(query -> ASKED_FOR.matcher(query).results())
                        .map(metric -> metric.group(1))
                        .filter(OF_THE_UPSTREAM.asMatchPredicate().negate())
                        .collect(Collectors.toSet());

        assertThat(askedFor).hasSizeGreaterThan(10);
        assertThat(metrics().map(line -> line.split("[{ ]", 2)[0])).containsAll(askedFor);
    }
}
