package dev.portcullis.app.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.ServiceProcess;
import dev.portcullis.app.servers.Waits;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * {@code SIGTERM} under load: requests in progress are answered, with {@code Connection: close}, and then the service
 * ends.
 */
@Tag("processes")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signal that asks a process to end")
class GentleStopIT {
    private static final int CALLERS = 16;
    private static final int REQUESTS_BEFORE = 300;
    private static final int SIGN_OUTS = 5;

    /** The value of quarkus.shutdown.timeout; after it the service aborts remaining requests. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final DatabaseServer database = new DatabaseServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> settings = new HashMap<>(database.start());
        settings.put("portcullis.cookies.secure", "false");
        // Longer than the test, so that only the shutdown writes counted events.
        settings.put("portcullis.audit.counting-period", "1h");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        service = ServiceProcess.start("gentle-stop", settings);
    }

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdownNow();
        if (service != null) {
            service.close();
        }
        database.stop();
    }

    /** Asks without a pause, on one connection, until an answer closes it. */
    private static final class Caller implements Runnable {
        private final Api api;
        private final AtomicInteger sent;
        private final AtomicInteger answered;
        private String token;

        Caller(Api api, String token, AtomicInteger sent, AtomicInteger answered) {
            this.api = api;
            this.token = token;
            this.sent = sent;
            this.answered = answered;
        }

        @Override
        public void run() {
            boolean goesOn = true;
            while (goesOn) {
                sent.incrementAndGet();
                Answer answer = api.refresh(token);
                assertThat(answer.status()).isEqualTo(204);
                answered.incrementAndGet();
                token = answer.cookie("refresh_token");
                goesOn = !answer.headers().getOrDefault("connection", List.of()).contains("close");
            }
        }
    }

    private static long signOutsInTheLog() throws SQLException {
        try (Connection connection = DatabaseServer.connect();
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery(
                        "select coalesce(sum(count), 0) from audit_event where reason = 'nothing_to_end'")) {
            assertThat(sum.next()).isTrue();
            return sum.getLong(1);
        }
    }

    @Test
    void answersWhoeverWasHeardAndEnds() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            // A client of its own, so a connection of its own.
            Api api = new Api(service.base(), unused -> {});
            String token = api.signIn(api.aSignedUpAddress(), Api.PASSWORD).cookie("refresh_token");
            callers.add(CompletableFuture.runAsync(new Caller(api, token, sent, answered), executor));
        }
        Waits.patiently().until(() -> answered.get() >= REQUESTS_BEFORE);
        Api withoutASession = new Api(service.base(), unused -> {});
        for (int i = 0; i < SIGN_OUTS; i++) {
            assertThat(withoutASession
                            .send("POST", "/api/v1/auth/custom-logout/", null)
                            .status())
                    .isEqualTo(204);
        }

        try (HalfARequest begun = HalfARequest.signIn(service.base())) {
            service.askToEnd();
            callers.forEach(CompletableFuture::join);
            assertThat(service.isAlive()).isTrue();

            // The only remaining request, for which the service waited.
            assertThat(begun.complete()).startsWith("HTTP/1.1 401 ");
        }

        Duration end = service.awaitEnd(GRACE);
        System.out.printf(
                "Stopped under %d callers: %d requests sent, %d answered, %d failed; ended %d ms after SIGTERM%n",
                CALLERS, sent.get(), answered.get(), sent.get() - answered.get(), end.toMillis());
        assertThat(answered).hasValue(sent.get());
        // Counted and not yet written at the signal.
        assertThat(signOutsInTheLog()).isEqualTo(SIGN_OUTS);
        // Mails were on their way, too.
        assertThat(Files.readString(service.log())).doesNotContain(" ERROR ");
        assertThatThrownBy(() -> new Api(service.base(), unused -> {}).account("a token"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }
}
