package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.outbound.ExchangeGuard.Reuse;
import dev.portcullis.outbound.ExchangeGuard.Unbounded;
import dev.portcullis.outbound.RawHttpServer.Script;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No byte that a server sends for one caller reaches another. Each answer carries its caller's name; every caller gets
 * an answer with that name alone, or none. One long class, because each fault runs over every transport and client with
 * the same checks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeGuardTest {
    private static final int MANY = 64;

    /** Connections for them, so that one after another would go to the same. */
    private static final int FEW = 8;

    /** For one call, far above what it takes. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** By which scripts are late: long enough for the next request to be on its way. */
    private static final int LATE_MILLIS = 40;

    private static final int LARGEST_HEAD = 64 * 1024;

    private enum Transport {
        PLAIN,
        TLS
    }

    /** What has to become of every call. */
    private enum Outcome {
        ANSWERED,
        FAILED
    }

    /** A behavior of a server, for any client. */
    private record Fault(String name, Outcome outcome, boolean isLate, Script script) {
        static Fault of(String name, Outcome outcome, Script script) {
            return new Fault(name, outcome, false, script);
        }

        /** Sends something after the response has ended. */
        static Fault late(String name, Outcome outcome, Script script) {
            return new Fault(name, outcome, true, script);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What one caller got: all that tells whose it is, or nothing but a failure. */
    private record Received(String caller, boolean isAnswer, String text) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpClient> clients = new ArrayList<>();
    private SelfSigned keys;

    @BeforeAll
    void makeKeys(@TempDir Path directory) throws Exception {
        keys = SelfSigned.in(directory);
    }

    @AfterAll
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private RawHttpServer server(Transport transport) throws Exception {
        return new RawHttpServer(
                transport == Transport.PLAIN
                        ? ServerSocketFactory.getDefault()
                        : encryption().getServerSocketFactory());
    }

    private SSLContext encryption() throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys.keys(), SelfSigned.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private HttpClient client(boolean isEncrypted, int connections) {
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

    private static ExchangeGuard guard(Reuse reuse) {
        return new ExchangeGuard("The server of a test", reuse, Unbounded.ACCEPTED, LARGEST_HEAD);
    }

    private static CompletableFuture<Received> call(
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

    /** A response as it should be. */
    private static String response(String caller) {
        return "HTTP/1.1 200 OK\r\nSet-Cookie: owner=%1$s\r\nContent-Length: %2$d\r\n\r\n<%1$s>"
                .formatted(caller, caller.length() + 2);
    }

    private static String interim(int status, String caller) {
        return "HTTP/1.1 %d Interim\r\nSet-Cookie: interim=%s\r\nLink: </style.css>; rel=preload\r\n\r\n"
                .formatted(status, caller);
    }

    static Stream<Fault> faults() {
        return Stream.of(interimResponses(), surplus(), lengths()).flatMap(faults -> faults);
    }

    private static Stream<Fault> interimResponses() {
        return Stream.of(
                Fault.of("an interim response, and later the response", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("interim responses with headers and cookies", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(interim(103, caller) + interim(102, caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(interim(100, caller) + response(caller));
                }),
                Fault.of("every status of 1xx but 101 in a row", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(IntStream.range(100, 200)
                            .filter(status -> status != 101)
                            .mapToObj(status -> interim(status, caller))
                            .collect(Collectors.joining()));
                    wire.write(response(caller));
                }),
                Fault.of("an interim response byte by byte", Outcome.ANSWERED, (caller, wire) -> {
                    for (char next : (interim(150, caller) + response(caller)).toCharArray()) {
                        wire.write(String.valueOf(next));
                    }
                }),
                Fault.of("an interim response with a length of 0", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\n" + response(caller));
                }),
                Fault.of("an interim response with a body", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(response(caller).length(), response(caller)));
                    wire.write(response(caller));
                }),
                Fault.of("an interim response in chunks", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
                    wire.write(response(caller));
                }),
                Fault.of("a 101 with an upgrade", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("a 101 with an upgrade to WebSocket", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                            + response(caller));
                }),
                Fault.of("a 101 without an upgrade", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\n\r\n" + response(caller));
                }),
                Fault.of("no final response", Outcome.FAILED, (caller, wire) -> {
                    wire.write(interim(102, caller));
                    wire.socket().close();
                }));
    }

    private static Stream<Fault> surplus() {
        return Stream.of(
                Fault.of("a second response", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + response(caller));
                }),
                Fault.late("a second response later", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.late("an interim response after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + interim(102, caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("half a head after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + "HTTP/1.1 200 OK\r\nSet-Cookie: half=" + caller);
                }),
                Fault.late("half a head later", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: half=" + caller);
                }),
                Fault.of("an empty line after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + "\r\n");
                }),
                Fault.of("a longer body than it has declared", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: owner=%1$s\r\nContent-Length: 3\r\n\r\n<%1$s> %2$s"
                            .formatted(caller, response(caller)));
                }),
                Fault.late("a 204 with a body", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 204 No Content\r\nSet-Cookie: owner=%s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(caller, response(caller).length()));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.late("a 204 in chunks", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 204 No Content\r\nSet-Cookie: owner=" + caller
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }));
    }

    private static Stream<Fault> lengths() {
        return Stream.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked",
                        "Transfer-Encoding: chunked\r\nContent-Length: 500",
                        "Transfer-Encoding: identity\r\nContent-Length: 0",
                        "Content-Length: 0\r\nContent-Length: 5",
                        "Content-Length: 0, 5",
                        "Content-Length: 0x0",
                        "Content-Length: -1",
                        "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: gzip, chunked",
                        "Transfer-Encoding: chunked, chunked",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")
                .map(lengths -> Fault.of(lengths.replace("\r\n", ", "), Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: owner=" + caller + "\r\n" + lengths + "\r\n\r\n"
                            + "0\r\n\r\n" + response(caller));
                }));
    }

    private void assertKeptApart(
            RawHttpServer server, HttpClient client, ExchangeGuard guard, Fault fault, int concurrency, int pause)
            throws Exception {
        server.answers(fault.script());
        int rounds = concurrency == 1 ? 3 : 1;
        AtomicInteger number = new AtomicInteger();
        for (int round = 0; round < rounds; round++) {
            List<CompletableFuture<Received>> calls = IntStream.range(0, concurrency)
                    .mapToObj(i -> call(client, guard, server.port(), "c" + number.incrementAndGet(), DEADLINE))
                    .toList();
            for (CompletableFuture<Received> call : calls) {
                assertIsOwn(call.get(60, TimeUnit.SECONDS), fault.outcome());
            }
            Thread.sleep(pause);
        }
    }

    private static void assertIsOwn(Received received, Outcome expected) {
        assertThat(received.isAnswer()).as(received.toString()).isEqualTo(expected == Outcome.ANSWERED);
        if (received.isAnswer()) {
            assertThat(received.text()).contains("owner=" + received.caller()).doesNotContain("interim", "half");
            assertThat(received.text().replaceAll("owner=" + received.caller() + "\\b", ""))
                    .as("only its own")
                    .doesNotContain("owner=");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void keepsCallersApart(Fault fault) throws Exception {
        for (Transport transport : Transport.values()) {
            try (RawHttpServer server = server(transport)) {
                HttpClient client = client(transport == Transport.TLS, FEW);
                assertKeptApart(server, client, guard(Reuse.NEVER), fault, 1, 0);
                if (transport == Transport.PLAIN) {
                    assertKeptApart(server, client, guard(Reuse.NEVER), fault, MANY, 0);
                }
            }
        }
    }

    @Test
    void keepsManyCallersApartOverTls() throws Exception {
        try (RawHttpServer server = server(Transport.TLS)) {
            HttpClient client = client(true, FEW);
            for (Fault fault : faults().filter(Fault::isLate).limit(2).toList()) {
                assertKeptApart(server, client, guard(Reuse.NEVER), fault, MANY, 0);
            }
        }
    }

    /** What is late reaches an idle connection here: what comes after the next request has left cannot be told. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void keepsCallersApartOnConnectionsThatAreReused(Fault fault) throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            HttpClient one = client(false, 1);
            assertKeptApart(server, one, guard(Reuse.WHEN_IN_STEP), fault, 1, fault.isLate() ? 3 * LATE_MILLIS : 0);
            if (!fault.isLate()) {
                assertKeptApart(server, client(false, FEW), guard(Reuse.WHEN_IN_STEP), fault, MANY, 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void skipsEachInterimResponse(Transport transport) throws Exception {
        try (RawHttpServer server = server(transport)) {
            HttpClient client = client(transport == Transport.TLS, 1);
            for (int status = 100; status < 200; status++) {
                int interim = status;
                Outcome outcome = status == 101 ? Outcome.FAILED : Outcome.ANSWERED;
                server.answers((caller, wire) -> wire.write(interim(interim, caller) + response(caller)));
                Received received = call(client, guard(Reuse.WHEN_IN_STEP), server.port(), "c" + status, DEADLINE)
                        .get(60, TimeUnit.SECONDS);
                assertIsOwn(received, outcome);
            }
            assertThat(server.accepted())
                    .as("interim responses cost no connection, a 101 does")
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Reuse.class)
    void givesTheLateResponseOfOneCallerToNobody(Reuse reuse) throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            HttpClient client = client(false, 1);
            server.answers((caller, wire) -> {
                if (caller.equals("late")) {
                    Thread.sleep(400);
                }
                wire.write(response(caller));
            });
            CompletableFuture<Received> late =
                    call(client, guard(reuse), server.port(), "late", Duration.ofMillis(150));
            for (int i = 0; i < 5; i++) {
                assertIsOwn(
                        call(client, guard(reuse), server.port(), "c" + i, DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        Outcome.ANSWERED);
                Thread.sleep(100);
            }
            assertIsOwn(late.get(60, TimeUnit.SECONDS), Outcome.FAILED);
        }
    }

    @Test
    void closesAnIdleConnectionOnWhichSomethingArrives() throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            HttpClient client = client(false, 1);
            CompletableFuture<Void> isClosed = new CompletableFuture<>();
            server.answers((caller, wire) -> {
                wire.write(response(caller));
                Thread.sleep(LATE_MILLIS);
                wire.write(response(caller));
                int next = wire.socket().getInputStream().read();
                isClosed.complete(next < 0 ? null : failed());
            });
            assertIsOwn(
                    call(client, guard(Reuse.WHEN_IN_STEP), server.port(), "c1", DEADLINE)
                            .get(60, TimeUnit.SECONDS),
                    Outcome.ANSWERED);
            isClosed.get(20, TimeUnit.SECONDS);
        }
    }

    private static Void failed() {
        throw new AssertionError("the connection is used again");
    }

    @Test
    void reusesConnectionsOnlyWhereItIsAskedTo() throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            server.answers((caller, wire) -> wire.write(response(caller)));
            for (int i = 0; i < 10; i++) {
                HttpClient client = i == 0 ? client(false, 1) : clients.get(clients.size() - 1);
                assertIsOwn(
                        call(client, guard(Reuse.WHEN_IN_STEP), server.port(), "c" + i, DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        Outcome.ANSWERED);
            }
            assertThat(server.accepted()).isEqualTo(1);

            HttpClient another = client(false, 4);
            for (int i = 0; i < 10; i++) {
                assertIsOwn(
                        call(another, guard(Reuse.NEVER), server.port(), "c" + i, DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        Outcome.ANSWERED);
            }
            assertThat(server.accepted()).isEqualTo(11);
        }
    }

    @Test
    void rejectsAResponseWithoutDeclaredLengthWhereItCouldLoseItsEnd() throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            server.answers((caller, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: owner=" + caller + "\r\n\r\n<" + caller + ">");
                wire.socket().close();
            });
            HttpClient client = client(false, 1);
            ExchangeGuard strict =
                    new ExchangeGuard("The server of a test", Reuse.NEVER, Unbounded.REJECTED, LARGEST_HEAD);
            assertIsOwn(
                    call(client, guard(Reuse.NEVER), server.port(), "c1", DEADLINE)
                            .get(60, TimeUnit.SECONDS),
                    Outcome.ANSWERED);
            assertIsOwn(call(client, strict, server.port(), "c2", DEADLINE).get(60, TimeUnit.SECONDS), Outcome.FAILED);
        }
    }

    /** With HTTP/2, each call is a stream of one connection. */
    @Test
    void keepsCallersApartOverHttp2() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        HttpClient client = client(true, MANY);
        try (Http2Server server = new Http2Server(vertx, keys, request -> {
            answers.incrementAndGet();
            request.exceptionHandler(failure -> {});
            request.response().exceptionHandler(failure -> {});
            scripted(request).accept(request.getHeader("X-Caller"));
        })) {
            for (int status = 100; status < 200; status++) {
                assertIsOwn(
                        call(client, guard(Reuse.NEVER), server.port(), status + "-a", DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        status == 101 ? Outcome.FAILED : Outcome.ANSWERED);
            }
            List<CompletableFuture<Received>> calls = IntStream.range(0, MANY)
                    .mapToObj(i -> call(
                            client,
                            guard(Reuse.NEVER),
                            server.port(),
                            kind(i) + "-b" + i,
                            kind(i).equals("never") ? Duration.ofMillis(100) : DEADLINE))
                    .toList();
            for (int i = 0; i < MANY; i++) {
                assertIsOwn(
                        calls.get(i).get(60, TimeUnit.SECONDS),
                        kind(i).equals("150") ? Outcome.ANSWERED : Outcome.FAILED);
            }
            assertThat(answers.get()).isEqualTo(100 + MANY);
            assertThat(server.connections()).as("connections").isEqualTo(1);
        }
    }

    /** What becomes of a call among many. */
    private static String kind(int number) {
        return List.of("150", "101", "end", "never").get(number % 4);
    }

    private static Consumer<String> scripted(HttpServerRequest request) {
        return caller -> {
            String kind = caller.substring(0, caller.indexOf('-'));
            switch (kind) {
                case "never" -> request.connection().closeHandler(closed -> {});
                case "end" -> writeInterim(request, "102", caller, true);
                default -> {
                    writeInterim(request, kind, caller, false);
                    writeInterim(request, kind, caller, false);
                    request.response()
                            .putHeader("Set-Cookie", "owner=" + caller)
                            .end("<" + caller + ">");
                }
            }
        };
    }

    /** Vert.x writes 100 and 103 alone. */
    private static void writeInterim(HttpServerRequest request, String status, String caller, boolean isEnd) {
        ChannelHandlerContext context = ((ConnectionBase) request.connection()).channelHandlerContext();
        Http2Headers headers = new DefaultHttp2Headers().status(status).add("set-cookie", "interim=" + caller);
        ((Http2ConnectionHandler) context.handler())
                .encoder()
                .writeHeaders(context, request.streamId(), headers, 0, isEnd, context.newPromise());
        context.flush();
    }
}
