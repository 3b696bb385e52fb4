package dev.portcullis.app.gateway;

import static dev.portcullis.app.gateway.Fault.Expected.answered;
import static dev.portcullis.app.gateway.Fault.Expected.invalid;
import static dev.portcullis.app.gateway.Fault.Expected.late;
import static dev.portcullis.app.gateway.Fault.Expected.unavailable;
import static dev.portcullis.app.gateway.FaultChecks.assertHandled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.gateway.Fault.Expected;
import dev.portcullis.app.gateway.Fault.Operation;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.Waits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link UpstreamFaultsIT}, for an upstream with TLS, over HTTP/2 and HTTP/1.1. */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedUpstreamFaultsIT {
    // RFC 9113, 7.
    private static final long NO_ERROR = 0;
    private static final long INTERNAL = 2;
    private static final long REFUSED_STREAM = 7;

    private final Vertx vertx = Vertx.vertx();
    private Certificates certificates;
    private int port;
    private GatewayProcess gateway;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        certificates = Certificates.in(directory);
        port = FreePort.find();
        gateway = GatewayProcess.start(
                "faults-tls",
                "https://localhost:" + port,
                Map.of(
                        "portcullis.rememberizer.breaker.calls", "1000",
                        "portcullis.rememberizer.tls-configuration-name", "upstream",
                        "quarkus.tls.upstream.trust-store.pem.certs",
                                certificates.authority().toString()));
        // The first calls of a process load classes, which is not measured.
        try (EncryptedUpstream well = upstream(Certificates.GOOD)) {
            Waits.patiently()
                    .untilAsserted(() -> assertThat(gateway.signIn().status()).isEqualTo(204));
            assertThat(well.calls()).isPositive();
            assertThat(gateway.signIn().cookie("access_token")).isEqualTo("HTTP_2");
        }
    }

    private EncryptedUpstream upstream(String certificate) throws Exception {
        return new EncryptedUpstream(vertx, port, certificates.of(certificate));
    }

    @AfterAll
    void stop() throws Exception {
        FaultChecks.writeTable();
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {Certificates.EXPIRED, Certificates.OF_ANOTHER_HOST, Certificates.OF_ANOTHER_AUTHORITY})
    void asksNobodyWhoCannotShowThatTheyAreTheUpstream(String certificate) throws Exception {
        try (EncryptedUpstream impostor = upstream(certificate)) {
            String name = Map.of(
                            Certificates.EXPIRED, "has a certificate that has expired",
                            Certificates.OF_ANOTHER_HOST, "has a certificate of another host",
                            Certificates.OF_ANOTHER_AUTHORITY, "has a certificate that nobody vouches for")
                    .get(certificate);

            assertHandled(gateway, name, Operation.SIGN_IN, unavailable());

            assertThat(impostor.calls()).isZero();
        }
        assertServesAgain();
    }

    @Test
    void saysThatWhoDoesNotSpeakTlsIsAnUpstreamThatIsAway() throws Exception {
        try (FaultyUpstream plain = new FaultyUpstream(port)) {
            plain.greets(socket -> {
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                int first = socket.getInputStream().read();
                assert first >= 0;
            });
            assertHandled(gateway, "speaks no TLS", Operation.SIGN_IN, unavailable());

            plain.greets(socket -> socket.close());
            assertHandled(gateway, "closes during the handshake", Operation.SIGN_IN, unavailable());

            plain.greets(socket -> new UpstreamCall("", List.of(), socket).awaitItsEnd());
            assertHandled(gateway, "never answers the handshake", Operation.SIGN_IN, unavailable());
        }
        assertServesAgain();
    }

    private void assertServesAgain() throws Exception {
        try (EncryptedUpstream well = upstream(Certificates.GOOD)) {
            assertServes(well);
        }
    }

    private void assertServes(EncryptedUpstream well) throws Exception {
        well.answers(EncryptedUpstream::isWell);
        Api.Answer answer = gateway.signIn();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(gateway.outcome(answer.headers().get("x-request-id").get(0)).outcome())
                .isEqualTo("success");
    }

    @Test
    void livesWithAnUpstreamThatGivesConnectionsOfHttp2Up() throws Exception {
        try (EncryptedUpstream peer = upstream(Certificates.GOOD)) {
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
        try (EncryptedUpstream peer = upstream(Certificates.GOOD)) {
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
    void givesNoCallerAnAnswerForAnotherOverTls() throws Exception {
        try (FaultyUpstream peer = new FaultyUpstream(port, certificates.sockets(Certificates.GOOD))) {
            // Each caller costs a TLS handshake; the behavior of the others does not depend on TLS.
            for (MixUp mixUp : MixUp.all().subList(0, 4)) {
                peer.answers(mixUp.script());
                MixUp.assertKeptApart(gateway, mixUp.isAnswered());
            }
        }
        assertServesAgain();
    }

    @Test
    void givesNoCallerAnAnswerForAnotherOverHttp2() throws Exception {
        try (EncryptedUpstream peer = upstream(Certificates.GOOD)) {
            for (String status : List.of("100", "102", "103", "199")) {
                peer.answers(request -> {
                    EncryptedUpstream.writeInterim(request, status, false);
                    EncryptedUpstream.writeInterim(request, status, false);
                    request.response()
                            .setStatusCode(204)
                            .putHeader("Set-Cookie", "owner=" + callerOf(request) + "; Path=/")
                            .end();
                });
                MixUp.assertKeptApart(gateway, true);
            }
            peer.answers(request -> EncryptedUpstream.writeInterim(request, "101", false));
            MixUp.assertKeptApart(gateway, false);
            peer.answers(request -> EncryptedUpstream.writeInterim(request, "102", true));
            MixUp.assertKeptApart(gateway, false);
            assertServes(peer);
        }
    }

    private static String callerOf(HttpServerRequest request) {
        return request.getHeader("Cookie").replaceFirst("^caller=", "");
    }

    private static void reset(HttpServerRequest request, long code) {
        request.response().reset(code);
    }

    private void assertHandledByHttp2(
            EncryptedUpstream by, String fault, Expected expected, int asked, Consumer<HttpServerRequest> script)
            throws Exception {
        int before = by.calls();
        by.answers(script);

        assertHandled(gateway, fault, Operation.SIGN_IN, expected);

        assertThat(by.calls() - before).isEqualTo(asked);
        assertServes(by);
    }
}
