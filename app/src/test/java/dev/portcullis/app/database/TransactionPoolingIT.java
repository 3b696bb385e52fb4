package dev.portcullis.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.ServiceProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The service behind PgBouncer in transaction mode, set up as docs/operations.md says: each transaction may run on another
 * connection to the server, and the startup options of the service reach none of them.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionPoolingIT {
    private static final int CALLERS = 8;
    private static final int ROUNDS = 20;

    /** Fewer than there are callers, so they share them. */
    private static final int SERVER_CONNECTIONS = 3;

    /** Far above the usual 10 seconds; without a timeout the wait is endless. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final DatabaseServer database = new DatabaseServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
    private final Map<String, String> settings = new HashMap<>();
    private PgBouncer bouncer;
    private ServiceProcess service;
    private Api api;

    @BeforeAll
    void startBehindPgBouncer() throws Exception {
        // The gate has it, always.
        assumeTrue(PgBouncer.isInstalled() || System.getenv("CI") != null);
        settings.putAll(database.start());
        execute(Files.readString(Path.of("..", "deploy", "postgresql", "roles.sql")));
        // roles.sql limits the statements of the role. Without that, the service has to keep its bound alone.
        execute("alter role portcullis_service reset all");
        Map<String, String> migration = new HashMap<>(settings);
        migration.put("quarkus.datasource.username", "portcullis_owner");
        assertThat(CommandProcess.run(migration, "database", "migrate").status())
                .isZero();

        String url = settings.get("quarkus.datasource.jdbc.url");
        bouncer = PgBouncer.before(
                URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""))
                        .getPort(),
                "portcullis_service",
                SERVER_CONNECTIONS);
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:" + bouncer.port() + "/postgres?prepareThreshold=0");
        settings.put("quarkus.datasource.username", "portcullis_service");
        settings.put("quarkus.flyway.migrate-at-start", "false");
        settings.put("portcullis.cookies.secure", "false");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        service = ServiceProcess.start("transaction-pooling", settings);
        api = new Api(service.base(), answer -> {});
    }

    @AfterAll
    void stop() throws InterruptedException {
        executor.shutdownNow();
        if (service != null) {
            service.close();
        }
        if (bouncer != null) {
            bouncer.close();
        }
        database.stop();
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = DatabaseServer.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void servesCallersWhoShareFewConnections() throws Exception {
        List<CompletableFuture<List<Integer>>> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::aJourney, executor))
                .toList();

        for (CompletableFuture<List<Integer>> caller : callers) {
            assertThat(caller.join()).containsOnly(204);
        }
        List<String> serverConnections = Query.column(
                DatabaseServer.dataSource(), "select pid from pg_stat_activity where usename = 'portcullis_service'");
        assertThat(serverConnections).hasSizeBetween(1, SERVER_CONNECTIONS);
        assertThat(CommandProcess.run(settings, "audit", "tail").status()).isZero();
    }

    private List<Integer> aJourney() {
        EmailAddress email = api.aSignedUpAddress();
        List<Integer> statuses = new ArrayList<>();
        Answer answer = api.signIn(email, Api.PASSWORD);
        for (int i = 0; i < ROUNDS; i++) {
            statuses.add(answer.status());
            answer = api.refresh(answer.cookie("refresh_token"));
        }
        statuses.add(api.signOut(answer.cookie("refresh_token")).status());
        return statuses;
    }

    @Test
    void answersInABoundedTimeAlsoWhereTheServerKnowsNoLimit() throws Exception {
        Answer signedIn = api.signIn(api.aSignedUpAddress(), Api.PASSWORD);
        String token = signedIn.cookie("refresh_token");
        assertThat(Query.column(
                        DatabaseServer.dataSource(),
                        "select setconfig from pg_db_role_setting where setrole = 'portcullis_service'::regrole"))
                .isEmpty();

        try (Connection connection = DatabaseServer.connect();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("select * from session for update");
            long began = System.nanoTime();

            Answer refused = api.refresh(token);

            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf("Behind PgBouncer, a refresh of a locked session took %s%n", took);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("database_unavailable");
            assertThat(took).isLessThan(BOUND);
            connection.rollback();
        }
        assertThat(api.refresh(token).status()).isEqualTo(204);
    }
}
