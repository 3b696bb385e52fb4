package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged service as a gateway, in a process and with a PostgreSQL of its own. */
final class GatewayProcess implements AutoCloseable {
    static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final EmailAddress CALLER = new EmailAddress("ada@example.com");

    /** An event that the audit log has. */
    record Event(String id, String action, String outcome, String reason, String attempt) {
        boolean isAnnouncement() {
            return outcome.equals("unknown");
        }
    }

    private final EmbeddedPostgres database;
    private final Map<String, String> settings;
    private ServiceProcess process;
    private Api api;

    private GatewayProcess(EmbeddedPostgres database, Map<String, String> settings) {
        this.database = database;
        this.settings = settings;
    }

    static GatewayProcess start(String name, String upstream, Map<String, String> more) throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres"));
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        settings.put("portcullis.provider", "rememberizer");
        // All callers have one address.
        settings.put("portcullis.throttle.enabled", "false");
        settings.put("portcullis.rememberizer.url", upstream + "/api/v1");
        settings.put("portcullis.rememberizer.connect-timeout", CONNECT_TIMEOUT.toMillis() + "ms");
        settings.put("portcullis.rememberizer.timeout", TIMEOUT.toMillis() + "ms");
        settings.putAll(more);
        GatewayProcess gateway = new GatewayProcess(database, settings);
        gateway.startAgain(name);
        return gateway;
    }

    /** On the same database. */
    void startAgain(String name) throws IOException {
        process = ServiceProcess.start(name, settings);
        api = new Api(process.base(), answer -> {});
    }

    ServiceProcess process() {
        return process;
    }

    Map<String, String> settings() {
        return settings;
    }

    Api api() {
        return api;
    }

    Api.Answer signIn(String... headers) {
        return api.signIn(CALLER, Api.PASSWORD, headers);
    }

    /** The events of a request in the audit log, in their order. */
    List<Event> events(String requestId) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select id::text, action, outcome, coalesce(reason, ''), coalesce(attempt_id::text, '')"
                                + " from audit_event where request_id = ? order by occurred_at, id")) {
            statement.setString(1, requestId);
            ResultSet rows = statement.executeQuery();
            List<Event> events = new ArrayList<>();
            while (rows.next()) {
                events.add(new Event(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
            return events;
        }
    }

    /** The one event with the outcome of a request; it may complete an announced attempt. */
    Event outcome(String requestId) throws SQLException {
        List<Event> events = events(requestId);
        List<Event> outcomes =
                events.stream().filter(event -> !event.isAnnouncement()).toList();
        assertThat(outcomes).as("outcomes in %s", events).hasSize(1);
        Event outcome = outcomes.get(0);
        assertThat(events.stream().filter(Event::isAnnouncement).map(Event::id))
                .as("announcements in %s", events)
                .isEqualTo(outcome.attempt().isEmpty() ? List.of() : List.of(outcome.attempt()));
        return outcome;
    }

    /** How many attempts have an outcome in the log, of their own or in an event with a count. */
    int outcomes() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select coalesce(sum(coalesce(count, 1)), 0) from audit_event where outcome <> 'unknown'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            assert !hasRows;
        }
    }

    private Connection connect() throws SQLException {
        return database.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws Exception {
        try (database) {
            process.close();
        }
    }
}
