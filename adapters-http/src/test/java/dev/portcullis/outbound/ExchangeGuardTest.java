package dev.portcullis.outbound;

import static dev.portcullis.outbound.GuardedCalls.assertIsOwn;
import static dev.portcullis.outbound.GuardedCalls.call;
import static dev.portcullis.outbound.GuardedCalls.guard;
import static dev.portcullis.outbound.ServerFaults.LATE_MILLIS;
import static dev.portcullis.outbound.ServerFaults.interim;
import static dev.portcullis.outbound.ServerFaults.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.outbound.ExchangeGuard.Reuse;
import dev.portcullis.outbound.ExchangeGuard.Unbounded;
import dev.portcullis.outbound.GuardedCalls.Received;
import dev.portcullis.outbound.ServerFaults.Fault;
import dev.portcullis.outbound.ServerFaults.Outcome;
import io.vertx.core.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
 * an answer with that name alone, or none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeGuardTest {
    private static final int MANY = 64;

    /** Connections for them, so that one after another would go to the same. */
    private static final int FEW = 8;

    private enum Transport {
        PLAIN,
        TLS
    }

    private final GuardedCalls calls = new GuardedCalls();
    private SelfSigned keys;

    @BeforeAll
    void makeKeys(@TempDir Path directory) throws Exception {
        keys = SelfSigned.in(directory);
    }

    @AfterAll
    void stop() throws Exception {
        calls.close();
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

    private void assertKeptApart(
            RawHttpServer server, HttpClient client, ExchangeGuard guard, Fault fault, int concurrency, int pause)
            throws Exception {
        server.answers(fault.script());
        int rounds = concurrency == 1 ? 3 : 1;
        AtomicInteger number = new AtomicInteger();
        for (int round = 0; round < rounds; round++) {
            List<CompletableFuture<Received>> answers = IntStream.range(0, concurrency)
                    .mapToObj(i ->
                            call(client, guard, server.port(), "c" + number.incrementAndGet(), GuardedCalls.DEADLINE))
                    .toList();
            for (CompletableFuture<Received> answer : answers) {
                assertIsOwn(answer.get(60, TimeUnit.SECONDS), fault.outcome());
            }
            Thread.sleep(pause);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.portcullis.outbound.ServerFaults#all")
    void keepsCallersApart(Fault fault) throws Exception {
        for (Transport transport : Transport.values()) {
            try (RawHttpServer server = server(transport)) {
                HttpClient client = calls.client(transport == Transport.TLS, FEW);
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
            HttpClient client = calls.client(true, FEW);
            for (Fault fault : ServerFaults.all().filter(Fault::isLate).limit(2).toList()) {
                assertKeptApart(server, client, guard(Reuse.NEVER), fault, MANY, 0);
            }
        }
    }

    /** What is late reaches an idle connection here: what comes after the next request has left cannot be told. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.portcullis.outbound.ServerFaults#all")
    void keepsCallersApartOnConnectionsThatAreReused(Fault fault) throws Exception {
        try (RawHttpServer server = server(Transport.PLAIN)) {
            HttpClient one = calls.client(false, 1);
            assertKeptApart(server, one, guard(Reuse.WHEN_IN_STEP), fault, 1, fault.isLate() ? 3 * LATE_MILLIS : 0);
            if (!fault.isLate()) {
                assertKeptApart(server, calls.client(false, FEW), guard(Reuse.WHEN_IN_STEP), fault, MANY, 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void skipsEachInterimResponse(Transport transport) throws Exception {
        try (RawHttpServer server = server(transport)) {
            HttpClient client = calls.client(transport == Transport.TLS, 1);
            for (int status = 100; status < 200; status++) {
                int interim = status;
                Outcome outcome = status == 101 ? Outcome.FAILED : Outcome.ANSWERED;
                server.answers((caller, wire) -> wire.write(interim(interim, caller) + response(caller)));
                Received received = call(
                                client, guard(Reuse.WHEN_IN_STEP), server.port(), "c" + status, GuardedCalls.DEADLINE)
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
            HttpClient client = calls.client(false, 1);
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
                        call(client, guard(reuse), server.port(), "c" + i, GuardedCalls.DEADLINE)
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
            HttpClient client = calls.client(false, 1);
            CompletableFuture<Void> isClosed = new CompletableFuture<>();
            server.answers((caller, wire) -> {
                wire.write(response(caller));
                Thread.sleep(LATE_MILLIS);
                wire.write(response(caller));
                int next = wire.socket().getInputStream().read();
                isClosed.complete(next < 0 ? null : failed());
            });
            assertIsOwn(
                    call(client, guard(Reuse.WHEN_IN_STEP), server.port(), "c1", GuardedCalls.DEADLINE)
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
            HttpClient client = calls.client(false, 1);
            for (int i = 0; i < 10; i++) {
                assertIsOwn(
                        call(client, guard(Reuse.WHEN_IN_STEP), server.port(), "c" + i, GuardedCalls.DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        Outcome.ANSWERED);
            }
            assertThat(server.accepted()).isEqualTo(1);

            HttpClient another = calls.client(false, 4);
            for (int i = 0; i < 10; i++) {
                assertIsOwn(
                        call(another, guard(Reuse.NEVER), server.port(), "c" + i, GuardedCalls.DEADLINE)
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
            HttpClient client = calls.client(false, 1);
            ExchangeGuard strict = new ExchangeGuard(
                    "The server of a test", Reuse.NEVER, Unbounded.REJECTED, GuardedCalls.LARGEST_HEAD);
            assertIsOwn(
                    call(client, guard(Reuse.NEVER), server.port(), "c1", GuardedCalls.DEADLINE)
                            .get(60, TimeUnit.SECONDS),
                    Outcome.ANSWERED);
            assertIsOwn(
                    call(client, strict, server.port(), "c2", GuardedCalls.DEADLINE)
                            .get(60, TimeUnit.SECONDS),
                    Outcome.FAILED);
        }
    }
}
