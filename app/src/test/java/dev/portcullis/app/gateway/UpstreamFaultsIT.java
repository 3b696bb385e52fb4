package dev.portcullis.app.gateway;

import static dev.portcullis.app.gateway.UpstreamFaultsIT.Expected.answered;
import static dev.portcullis.app.gateway.UpstreamFaultsIT.Expected.invalid;
import static dev.portcullis.app.gateway.UpstreamFaultsIT.Expected.late;
import static dev.portcullis.app.gateway.UpstreamFaultsIT.Expected.limited;
import static dev.portcullis.app.gateway.UpstreamFaultsIT.Expected.unavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.app.gateway.FaultyUpstream.Script;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.Waits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exposes the packaged gateway to every fault of an upstream and its network. Each time the caller gets one problem
 * response in time, the audit log one outcome, and the next call succeeds. The measurements are written to
 * {@code target/upstream-faults.md}.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamFaultsIT {
    /** Test machines are slow at times. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** By which whatever comes from the upstream's inside would be known in an answer. */
    private static final String INSIDE = "Traceback (most recent call last)";

    private static final String HTML = "<html><body><pre>" + INSIDE + "</pre></body></html>";
    private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    // RFC 9113, 7.
    private static final long NO_ERROR = 0;
    private static final long INTERNAL = 2;
    private static final long REFUSED_STREAM = 7;

    private static final String COOKIE = "Set-Cookie: access_token=opened; Path=/; Max-Age=300; HttpOnly";
    private static final String JSON = "Content-Type: application/json";

    /** An operation of the API. */
    private enum Operation {
        SIGN_IN("auth/signin/", "sign_in", gateway -> gateway.signIn()),
        SIGN_UP("auth/signup/", "sign_up", gateway -> gateway.api().signUp(AccountFixtures.anEmailAddress())),
        REFRESH("auth/custom-refresh/", "refresh", gateway -> gateway.api().refresh("refresh")),
        SIGN_OUT("auth/custom-logout/", "sign_out", gateway -> gateway.api().signOut("refresh")),
        ACCOUNT("account/", "", gateway -> gateway.api().account("access"));

        private final String path;
        private final String action;
        private final Function<Gateway, Api.Answer> call;

        Operation(String path, String action, Function<Gateway, Api.Answer> call) {
            this.path = path;
            this.action = action;
            this.call = call;
        }
    }

    /** The expected result. */
    record Expected(int status, String code, String outcome, String reason) {
        static Expected unavailable() {
            return new Expected(503, "upstream_unavailable", "failed", "upstream_unavailable");
        }

        static Expected late() {
            return new Expected(504, "upstream_timeout", "failed", "upstream_timeout");
        }

        static Expected invalid() {
            return new Expected(502, "upstream_invalid", "failed", "upstream_invalid");
        }

        static Expected limited() {
            return new Expected(429, "rate_limited", "refused", "too_many_upstream");
        }

        static Expected answered(int status) {
            return new Expected(status, "", "success", "");
        }
    }

    /** Something that an upstream does after it has read a request. */
    private record Fault(String name, Operation operation, Script script, Expected expected) {
        @Override
        public String toString() {
            return operation + ": " + name;
        }
    }

    private final FaultTable table = new FaultTable();
    private final Vertx vertx = Vertx.vertx();
    private FaultyUpstream upstream;
    private Gateway gateway;
    private Certificates certificates;
    private int encryptedPort;
    private Gateway encrypted;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        certificates = Certificates.in(directory);
        upstream = new FaultyUpstream();
        encryptedPort = FreePort.find();
        // One fault after the other would open the breaker, which is another test's matter.
        Map<String, String> patient = Map.of("portcullis.rememberizer.breaker.calls", "1000");
        gateway = Gateway.start("faults", "http://localhost:" + upstream.port(), patient);
        encrypted = Gateway.start(
                "faults-tls",
                "https://localhost:" + encryptedPort,
                Map.of(
                        "portcullis.rememberizer.breaker.calls", "1000",
                        "portcullis.rememberizer.tls-configuration-name", "upstream",
                        "quarkus.tls.upstream.trust-store.pem.certs",
                                certificates.authority().toString()));
        // The first calls of a process load classes, which is not measured.
        Waits.patiently()
                .untilAsserted(() -> assertThat(gateway.signIn().status()).isEqualTo(204));
        try (EncryptedUpstream well = encryptedUpstream(Certificates.GOOD)) {
            Waits.patiently()
                    .untilAsserted(() -> assertThat(encrypted.signIn().status()).isEqualTo(204));
            assertThat(well.calls()).isPositive();
            assertThat(encrypted.signIn().cookie("access_token")).isEqualTo("HTTP_2");
        }
    }

    private EncryptedUpstream encryptedUpstream(String certificate) throws Exception {
        return new EncryptedUpstream(vertx, encryptedPort, certificates.of(certificate));
    }

    @AfterAll
    void stop() throws Exception {
        table.write(Path.of("target", "upstream-faults.md"));
        gateway.close();
        encrypted.close();
        upstream.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static Stream<Fault> faults() {
        return Stream.of(silences(), breaks(), bodies(), heads()).flatMap(faults -> faults);
    }

    private static Stream<Fault> silences() {
        return Stream.of(
                new Fault(
                        "takes the call and never answers",
                        Operation.SIGN_IN,
                        FaultyUpstream.Call::awaitItsEnd,
                        late()),
                new Fault(
                        "takes the call and never answers",
                        Operation.REFRESH,
                        FaultyUpstream.Call::awaitItsEnd,
                        late()),
                new Fault(
                        "sends a head that never ends, byte by byte",
                        Operation.SIGN_IN,
                        call -> drip(call, "HTTP/1.1 204 No Content\r\nX-Slow: "),
                        late()),
                new Fault(
                        "sends a body that never ends, byte by byte",
                        Operation.ACCOUNT,
                        call -> drip(call, "HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{\"a\":\""),
                        late()),
                new Fault(
                        "says 100 Continue again and again",
                        Operation.SIGN_IN,
                        call -> {
                            while (!call.socket().isClosed()) {
                                call.write("HTTP/1.1 100 Continue\r\n\r\n");
                                Thread.sleep(50);
                            }
                        },
                        late()));
    }

    private static void drip(FaultyUpstream.Call call, String start) throws Exception {
        call.write(start);
        while (!call.socket().isClosed()) {
            call.write("a");
            Thread.sleep(50);
        }
    }

    private static Stream<Fault> breaks() {
        return Stream.of(
                new Fault("resets the connection", Operation.SIGN_IN, FaultyUpstream.Call::reset, invalid()),
                new Fault(
                        "resets in the middle of the head",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 204 No Content\r\nSet-Cookie: access_");
                            call.reset();
                        },
                        invalid()),
                new Fault(
                        "resets in the middle of the body",
                        Operation.ACCOUNT,
                        call -> {
                            call.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{\"id\":");
                            call.reset();
                        },
                        invalid()),
                new Fault(
                        "ends in the middle of a body of known length",
                        Operation.ACCOUNT,
                        call -> {
                            call.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{}");
                            call.socket().close();
                        },
                        invalid()),
                new Fault(
                        "ends in the middle of a chunked body",
                        Operation.SIGN_UP,
                        call -> {
                            call.write(
                                    "HTTP/1.1 201 Created\r\n" + JSON + "\r\n" + "Transfer-Encoding: chunked\r\n\r\n");
                            call.write("2\r\n{}\r\n");
                            call.socket().close();
                        },
                        invalid()),
                new Fault(
                        "closes its half without an answer",
                        Operation.SIGN_IN,
                        call -> {
                            call.socket().shutdownOutput();
                            call.awaitItsEnd();
                        },
                        invalid()),
                new Fault(
                        "speaks no HTTP",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("220 mail.example.com ESMTP " + INSIDE + "\r\n");
                            call.awaitItsEnd();
                        },
                        invalid()),
                new Fault(
                        "answers a second time unasked",
                        Operation.SIGN_IN,
                        call -> {
                            String answer = "HTTP/1.1 204 No Content\r\n" + COOKIE + "\r\n\r\n";
                            call.write(answer + answer.replace("opened", "of-someone-else"));
                            call.awaitItsEnd();
                        },
                        answered(204)));
    }

    private static Stream<Fault> bodies() {
        return Stream.of(
                new Fault(
                        "200 with broken JSON",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", "{\"id\": \"" + INSIDE, JSON),
                        invalid()),
                new Fault(
                        "201 with broken JSON",
                        Operation.SIGN_UP,
                        call -> call.answer("201 Created", "{\"id\": \"" + INSIDE, JSON),
                        invalid()),
                new Fault(
                        "200 with HTML that calls itself JSON",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", HTML, JSON),
                        invalid()),
                new Fault(
                        "200 with HTML",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", HTML, "Content-Type: text/html"),
                        invalid()),
                new Fault(
                        "200 with JSON as `text/plain`",
                        Operation.SIGN_UP,
                        call -> call.answer("200 OK", "{}", "Content-Type: text/plain"),
                        invalid()),
                new Fault(
                        "200 that says it is compressed",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", "{}", JSON, "Content-Encoding: gzip"),
                        invalid()),
                new Fault(
                        "204 with a body",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 204 No Content\r\n" + COOKIE + "\r\nContent-Length: " + HTML.length());
                            call.write("\r\n\r\n" + HTML);
                            call.awaitItsEnd();
                        },
                        answered(204)),
                new Fault(
                        "500 with 5 MB of HTML",
                        Operation.SIGN_IN,
                        call -> call.answer("500 Oops", HTML.repeat(FIVE_MEGABYTES / HTML.length())),
                        invalid()),
                new Fault(
                        "500 with 5 MB of HTML in chunks",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
                            for (int sent = 0; sent < FIVE_MEGABYTES; sent += HTML.length()) {
                                call.write(Integer.toHexString(HTML.length()) + "\r\n" + HTML + "\r\n");
                            }
                            call.write("0\r\n\r\n");
                        },
                        invalid()),
                new Fault(
                        "502 with HTML, of a balancer",
                        Operation.SIGN_IN,
                        call -> call.answer("502 Bad Gateway", HTML, "Content-Type: text/html"),
                        invalid()),
                new Fault(
                        "503 with HTML and `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("503 Busy", HTML, "Content-Type: text/html", "Retry-After: 7"),
                        unavailable()),
                new Fault(
                        "504 with HTML",
                        Operation.SIGN_IN,
                        call -> call.answer("504 Late", HTML, "Content-Type: text/html"),
                        late()));
    }

    private static Stream<Fault> heads() {
        return Stream.of(
                new Fault(
                        "429 with `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML, "Retry-After: 120"),
                        limited()),
                new Fault(
                        "429 without `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML),
                        limited()),
                new Fault(
                        "429 with a `Retry-After` that is none",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML, "Retry-After: soon"),
                        limited()),
                new Fault(
                        "a head above 64 KiB",
                        Operation.SIGN_IN,
                        call -> call.answer("204 No Content", "", "X-Long: " + "a".repeat(70_000)),
                        invalid()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void answersPlainlyAndInTime(Fault fault) throws Exception {
        upstream.forgetCalls();
        upstream.answers(fault.script());

        Api.Answer answer = assertHandled(gateway, fault.name(), fault.operation(), fault.expected());

        assertThat(upstream.calls()).as("nothing is asked twice").isEqualTo(1);
        if (fault.expected().status() == 429) {
            assertThat(answer.headers().get("retry-after"))
                    .isEqualTo(fault.name().equals("429 with `Retry-After`") ? List.of("120") : null);
        }
        assertServesAgain();
    }

    private Api.Answer assertHandled(Gateway by, String fault, Operation operation, Expected expected)
            throws Exception {
        long start = System.nanoTime();
        Api.Answer answer = operation.call.apply(by);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        String requestId = answer.headers().get("x-request-id").get(0);
        String audit = "no event";
        if (operation.action.isEmpty()) {
            assertThat(by.events(requestId)).isEmpty();
        } else {
            Gateway.Event event = by.outcome(requestId);
            audit = "`%s`%s".formatted(event.outcome(), event.reason().isEmpty() ? "" : ", `" + event.reason() + "`");
            assertThat(event.action()).isEqualTo(operation.action);
            assertThat(event.outcome()).as(answer.toString()).isEqualTo(expected.outcome());
            if (!event.outcome().equals("success")) {
                assertThat(event.reason()).isEqualTo(expected.reason());
            }
        }
        String code = answer.body().isEmpty() ? "" : answer.code();
        table.add(fault, operation.path, answer.status() + (code.isEmpty() ? "" : " `" + code + "`"), audit, took);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.status());
        assertThat(code).isEqualTo(expected.code());
        assertThat(took).isLessThan(Gateway.TIMEOUT.plus(MARGIN));
        assertTellsNothing(answer);
        return answer;
    }

    private static void assertTellsNothing(Api.Answer answer) {
        if (!answer.body().isEmpty()) {
            assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
        }
        assertThat(answer.body()).doesNotContain("<", INSIDE, "Exception", "java.", "netty", "localhost", "127.0.0.1");
    }

    private void assertServesAgain() throws Exception {
        upstream.isWell();
        Api.Answer answer = gateway.signIn();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(answer.cookie("access_token")).isEqualTo(upstream.newestAccessToken());
        assertThat(gateway.outcome(answer.headers().get("x-request-id").get(0)).outcome())
                .isEqualTo("success");
    }

    @Test
    void saysThatARefusedConnectionIsAnUpstreamThatIsAway() throws Exception {
        upstream.isGone();

        assertHandled(gateway, "refuses the connection", Operation.SIGN_IN, unavailable());
        assertHandled(gateway, "refuses the connection", Operation.SIGN_OUT, unavailable());

        assertServesAgain();
    }

    @Test
    void saysThatABlackHoleIsAnUpstreamThatIsAway() throws Exception {
        try (AutoCloseable hole = upstream.isBlackHole()) {
            assertThat(hole).isNotNull();
            assertHandled(gateway, "does not answer who connects", Operation.SIGN_IN, unavailable());
        }

        assertServesAgain();
    }

    @Test
    void saysThatAHostWithoutAddressIsAnUpstreamThatIsAway() throws Exception {
        try (Gateway lost = Gateway.start("faults-dns", "http://nothing.invalid", Map.of())) {
            assertHandled(lost, "has no address in the DNS", Operation.SIGN_IN, unavailable());
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (FaultyUpstream elsewhere = new FaultyUpstream()) {
            for (String status : List.of("301 Moved", "302 Found", "303 See Other", "307 Go", "308 Go")) {
                upstream.answers(call ->
                        call.answer(status, "", "Location: http://localhost:" + elsewhere.port() + call.path()));
                assertHandled(gateway, "redirects with a " + status.substring(0, 3), Operation.SIGN_IN, invalid());
            }
            upstream.answers(call ->
                    call.answer("302 Found", "", "Location: http://localhost:" + elsewhere.port() + call.path()));
            assertHandled(gateway, "redirects with a 302", Operation.ACCOUNT, invalid());

            assertThat(elsewhere.accepted()).isZero();
        }
        assertServesAgain();
    }

    @Test
    void endsTheSessionThatCameWithAThousandCookies() throws Exception {
        String[] thousand = new String[1_000];
        Arrays.fill(thousand, "Set-Cookie: a=b; Path=/");
        thousand[0] = COOKIE;
        assertOpenedSessionIsEnded(
                "204 with 1,000 cookies", call -> call.answer("204 No Content", "", thousand), Operation.SIGN_IN);
    }

    @Test
    void endsTheSessionThatCameWithACookieThatNoBrowserKeeps() throws Exception {
        assertOpenedSessionIsEnded(
                "204 with a cookie of 9 KB",
                call -> call.answer(
                        "204 No Content", "", COOKIE, "Set-Cookie: large=" + "a".repeat(9_000) + "; Path=/"),
                Operation.SIGN_IN);
    }

    @Test
    void endsTheSessionThatCameWithCookiesInOneLine() throws Exception {
        assertOpenedSessionIsEnded(
                "204 with lines of `Set-Cookie` joined by a comma",
                call -> call.answer(
                        "204 No Content",
                        "",
                        COOKIE + "; Expires=Wed, 21 Oct 2099 07:28:00 GMT, refresh_token=opened-too; Path=/; HttpOnly"),
                Operation.SIGN_IN);
        assertThat(upstream.goodbyes()).singleElement().isEqualTo("access_token=opened; refresh_token=opened-too");
    }

    @Test
    void endsTheSessionThatCameWithABodyThatCannotBePassedOn() throws Exception {
        assertOpenedSessionIsEnded(
                "200 with cookies and HTML",
                call -> call.answer("200 OK", HTML, "Content-Type: text/html", COOKIE),
                Operation.SIGN_IN);
        assertOpenedSessionIsEnded(
                "201 with cookies and broken JSON",
                call -> call.answer("201 Created", "{", JSON, COOKIE),
                Operation.SIGN_UP);
    }

    private void assertOpenedSessionIsEnded(String fault, Script script, Operation operation) throws Exception {
        upstream.forgetCalls();
        upstream.answers(script);

        Api.Answer answer = assertHandled(gateway, fault, operation, invalid());

        assertThat(answer.setCookies()).isEmpty();
        assertThat(upstream.goodbyes()).singleElement().asString().startsWith("access_token=opened");
        assertServesAgain();
    }

    @ParameterizedTest
    @ValueSource(strings = {Certificates.EXPIRED, Certificates.OF_ANOTHER_HOST, Certificates.OF_ANOTHER_AUTHORITY})
    void asksNobodyWhoCannotShowThatTheyAreTheUpstream(String certificate) throws Exception {
        try (EncryptedUpstream impostor = encryptedUpstream(certificate)) {
            String name = Map.of(
                            Certificates.EXPIRED, "has a certificate that has expired",
                            Certificates.OF_ANOTHER_HOST, "has a certificate of another host",
                            Certificates.OF_ANOTHER_AUTHORITY, "has a certificate that nobody vouches for")
                    .get(certificate);

            assertHandled(encrypted, name, Operation.SIGN_IN, unavailable());

            assertThat(impostor.calls()).isZero();
        }
        assertServesAgainEncrypted();
    }

    @Test
    void saysThatWhoDoesNotSpeakTlsIsAnUpstreamThatIsAway() throws Exception {
        try (FaultyUpstream plain = new FaultyUpstream(encryptedPort)) {
            plain.greets(socket -> {
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                int first = socket.getInputStream().read();
                assert first >= 0;
            });
            assertHandled(encrypted, "speaks no TLS", Operation.SIGN_IN, unavailable());

            plain.greets(socket -> socket.close());
            assertHandled(encrypted, "closes during the handshake", Operation.SIGN_IN, unavailable());

            plain.greets(socket -> new FaultyUpstream.Call("", List.of(), socket).awaitItsEnd());
            assertHandled(encrypted, "never answers the handshake", Operation.SIGN_IN, unavailable());
        }
        assertServesAgainEncrypted();
    }

    private void assertServesAgainEncrypted() throws Exception {
        try (EncryptedUpstream well = encryptedUpstream(Certificates.GOOD)) {
            assertServes(well);
        }
    }

    private void assertServes(EncryptedUpstream well) throws Exception {
        well.answers(EncryptedUpstream::isWell);
        Api.Answer answer = encrypted.signIn();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(encrypted
                        .outcome(answer.headers().get("x-request-id").get(0))
                        .outcome())
                .isEqualTo("success");
    }

    @Test
    void livesWithAnUpstreamThatGivesConnectionsOfHttp2Up() throws Exception {
        try (EncryptedUpstream peer = encryptedUpstream(Certificates.GOOD)) {
            assertHandledByHttp2(peer, "HTTP/2: says GOAWAY, then answers", answered(204), 1, request -> {
                var sent = request.connection().goAway(NO_ERROR);
                assert sent != null;
                EncryptedUpstream.isWell(request);
            });
            assertHandledByHttp2(peer, "HTTP/2: closes without an answer", invalid(), 1, request -> {
                var closed = request.connection().close();
                assert closed != null;
            });
            assertHandledByHttp2(peer, "HTTP/2: resets the stream", invalid(), 1, request -> reset(request, INTERNAL));
            assertHandledByHttp2(peer, "HTTP/2: never answers", late(), 1, request -> {});
        }
    }

    @Test
    void asksOnceMoreWhereNothingWasDoneForTheStream() throws Exception {
        try (EncryptedUpstream peer = encryptedUpstream(Certificates.GOOD)) {
            assertHandledByHttp2(
                    peer, "HTTP/2: refuses each stream", unavailable(), 2, request -> reset(request, REFUSED_STREAM));
            AtomicBoolean isFirst = new AtomicBoolean(true);
            assertHandledByHttp2(peer, "HTTP/2: refuses one stream", answered(204), 2, request -> {
                if (isFirst.getAndSet(false)) {
                    reset(request, REFUSED_STREAM);
                } else {
                    EncryptedUpstream.isWell(request);
                }
            });
            assertHandledByHttp2(peer, "HTTP/2: says GOAWAY to this very call", invalid(), 1, request -> {
                var sent = request.connection().goAway(NO_ERROR, 0);
                assert sent != null;
            });
        }
    }

    @Test
    void givesNoCallerAnAnswerForAnother() throws Exception {
        for (MixUp mixUp : MixUp.all()) {
            upstream.answers(mixUp.script());
            assertHandled(gateway, mixUp.name(), Operation.SIGN_IN, mixUp.isAnswered() ? answered(204) : invalid());
            assertKeptApart(gateway, mixUp.isAnswered());
        }
        assertServesAgain();
    }

    @Test
    void givesNoCallerAnAnswerForAnotherOverTls() throws Exception {
        try (FaultyUpstream peer = new FaultyUpstream(encryptedPort, certificates.sockets(Certificates.GOOD))) {
            // Each caller costs a TLS handshake; the behavior of the others does not depend on TLS.
            for (MixUp mixUp : MixUp.all().subList(0, 4)) {
                peer.answers(mixUp.script());
                assertKeptApart(encrypted, mixUp.isAnswered());
            }
        }
        assertServesAgainEncrypted();
    }

    @Test
    void givesNoCallerTheAnswerThatCameTooLateForAnother() throws Exception {
        upstream.answers(call -> {
            if (MixUp.caller(call).equals("late")) {
                Thread.sleep(Gateway.TIMEOUT.plusMillis(200).toMillis());
            }
            call.write(MixUp.answer(call));
        });
        assertThat(gateway.signIn("Cookie", "caller=late").code()).isEqualTo("upstream_timeout");
        for (int i = 0; i < 5; i++) {
            assertIsOwn(gateway.signIn("Cookie", "caller=c" + i), "c" + i);
            Thread.sleep(100);
        }
        assertServesAgain();
    }

    @Test
    void givesNoCallerAnAnswerForAnotherOverHttp2() throws Exception {
        try (EncryptedUpstream peer = encryptedUpstream(Certificates.GOOD)) {
            for (String status : List.of("100", "102", "103", "199")) {
                peer.answers(request -> {
                    EncryptedUpstream.writeInterim(request, status, false);
                    EncryptedUpstream.writeInterim(request, status, false);
                    request.response()
                            .setStatusCode(204)
                            .putHeader("Set-Cookie", "owner=" + callerOf(request) + "; Path=/")
                            .end();
                });
                assertKeptApart(encrypted, true);
            }
            peer.answers(request -> EncryptedUpstream.writeInterim(request, "101", false));
            assertKeptApart(encrypted, false);
            peer.answers(request -> EncryptedUpstream.writeInterim(request, "102", true));
            assertKeptApart(encrypted, false);
            assertServes(peer);
        }
    }

    private static String callerOf(HttpServerRequest request) {
        return request.getHeader("Cookie").replaceFirst("^caller=", "");
    }

    /** One caller after the other, and as many at once as may call. */
    private static void assertKeptApart(Gateway by, boolean isAnswered) throws Exception {
        for (int i = 0; i < 3; i++) {
            Api.Answer answer = by.signIn("Cookie", "caller=s" + i);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(isAnswered ? 204 : 502);
            assertIsOwn(answer, "s" + i);
        }
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Api.Answer>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> callers.submit(() -> by.signIn("Cookie", "caller=m" + i)))
                    .toList();
            for (int i = 0; i < 64; i++) {
                Api.Answer answer = answers.get(i).get(1, TimeUnit.MINUTES);
                // On a busy machine some are late.
                assertThat(answer.status()).as(answer.toString()).isIn(isAnswered ? 204 : 502, 503, 504);
                assertIsOwn(answer, "m" + i);
            }
        } finally {
            callers.shutdownNow().forEach(never -> {});
        }
    }

    private static void assertIsOwn(Api.Answer answer, String caller) {
        assertThat(answer.setCookies())
                .as(caller)
                .isEqualTo(answer.status() == 204 ? List.of("owner=" + caller + "; Path=/") : List.of());
    }

    private static void reset(HttpServerRequest request, long code) {
        request.response().reset(code);
    }

    private void assertHandledByHttp2(
            EncryptedUpstream by, String fault, Expected expected, int asked, Consumer<HttpServerRequest> script)
            throws Exception {
        int before = by.calls();
        by.answers(script);

        assertHandled(encrypted, fault, Operation.SIGN_IN, expected);

        assertThat(by.calls() - before).isEqualTo(asked);
        assertServes(by);
    }
}
