package dev.portcullis.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.CuttableWire;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The database host vanishes without closing a connection, and the next host in the URL takes over. Without its own
 * timeouts the service would wait for TCP, more than 15 minutes. The bounds here are far below that and far above the
 * usual times, for busy machines.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VanishedHostIT {
    private static final int CALLERS = 12;
    private static final Duration RECOVERED = Duration.ofMinutes(3);

    private final DatabaseServer database = new DatabaseServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(2 * CALLERS);
    private final Map<String, String> settings = new HashMap<>();
    private CuttableWire wire;
    private ServiceProcess service;
    private Api api;
    private Api operators;

    @BeforeAll
    void startBehindAWireThatCanBeCut() throws Exception {
        settings.putAll(database.start());
        URI direct = URI.create(settings.get("quarkus.datasource.jdbc.url")
                .replaceFirst("^jdbc:", "")
                .replaceFirst("\\?.*", ""));
        wire = CuttableWire.to(direct.getPort());
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:" + wire.port() + ",localhost:" + direct.getPort()
                        + "/postgres?targetServerType=primary");
        settings.put("portcullis.cookies.secure", "false");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        service = ServiceProcess.start("vanished-host", settings);
        api = new Api(service.base(), answer -> {});
        operators = new Api(service.management(), answer -> {});
    }

    @AfterAll
    void stop() throws Exception {
        executor.shutdownNow();
        if (service != null) {
            service.close();
        }
        if (wire != null) {
            wire.close();
        }
        database.stop();
    }

    /** 0 where the connection broke. */
    private int readiness() {
        try {
            return operators.send("GET", "/q/health/ready", null).status();
        } catch (UncheckedIOException broken) {
            return 0;
        }
    }

    @Test
    @Order(1)
    void costsABoundedTimeAndNoMore() throws Exception {
        EmailAddress email = api.aSignedUpAddress();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            tokens.add(api.signIn(email, Api.PASSWORD).cookie("refresh_token"));
        }
        AtomicBoolean goesOn = new AtomicBoolean(true);
        // All continue with their tokens, so at the cut many connections are in use and others idle.
        List<CompletableFuture<List<Integer>>> callers = tokens.stream()
                .map(token -> CompletableFuture.supplyAsync(() -> refreshes(token, goesOn), executor))
                .toList();
        Thread.sleep(1_000);
        assertThat(wire.connections()).isPositive();

        wire.cut();
        long cutAt = System.nanoTime();

        // Whether it reports itself as not ready meanwhile depends on which connection the check is given.
        assertThat(readiness()).as("the check does not hang").isIn(200, 503);
        Awaitility.await("ready on the next host")
                .atMost(RECOVERED)
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        readiness() == 200 && api.signIn(email, Api.PASSWORD).status() == 204);
        System.out.printf(
                "The host of the database vanished: signed in on the next after %.1f s%n",
                (System.nanoTime() - cutAt) / 1e9);
        goesOn.set(false);
        Set<Integer> answers = new HashSet<>();
        for (CompletableFuture<List<Integer>> caller : callers) {
            List<Integer> statuses = caller.get(RECOVERED.toSeconds(), TimeUnit.SECONDS);
            assertThat(statuses)
                    .as("answers of a caller who was there all the time")
                    .isNotEmpty()
                    .isSubsetOf(204, 503);
            answers.addAll(statuses);
        }
        assertThat(answers).as("the loss was felt, and survived").contains(204, 503);
    }

    private List<Integer> refreshes(String first, AtomicBoolean goesOn) {
        List<Integer> statuses = new ArrayList<>();
        String token = first;
        while (goesOn.get()) {
            Api.Answer answer = api.refresh(token);
            statuses.add(answer.status());
            token = answer.status() == 204 ? answer.cookie("refresh_token") : token;
        }
        return statuses;
    }

    @Test
    @Order(2)
    void endsACommandInABoundedTime() throws Exception {
        Map<String, String> vanished = new HashMap<>(settings);
        vanished.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + wire.port() + "/postgres");

        // With a user of its own the migration goes past the pool.
        Map<String, String> pastThePool = new HashMap<>(vanished);
        pastThePool.put("quarkus.flyway.username", "postgres");
        pastThePool.put("quarkus.flyway.password", "postgres");
        try (CommandProcess tail = CommandProcess.start(vanished, "audit", "tail");
                CommandProcess migration = CommandProcess.start(vanished, "database", "migrate");
                CommandProcess ownMigration = CommandProcess.start(pastThePool, "database", "migrate")) {
            for (CommandProcess command : List.of(tail, migration, ownMigration)) {
                // Waits for the process, with a timeout.
                Ended ended = command.await();
                assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
            }
        }
    }
}
