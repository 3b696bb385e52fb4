package dev.portcullis.app.command;

import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.Query;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL server of its own, and commands of the packaged service that use it. */
final class CommandDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Map<String, String> settings;

    CommandDatabase() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        settings = Map.of(
                "quarkus.datasource.jdbc.url", server.getJdbcUrl("postgres", "postgres"),
                "portcullis.keys.encryption-key", DatabaseServer.randomKey());
    }

    /** What every command needs. */
    Map<String, String> settings() {
        return settings;
    }

    Map<String, String> settingsWith(String key, String value) {
        Map<String, String> with = new HashMap<>(settings);
        with.put(key, value);
        return with;
    }

    /** The settings for another database of this server, or another user. */
    Map<String, String> settingsFor(String user, String name) {
        return settingsWith("quarkus.datasource.jdbc.url", server.getJdbcUrl(user, name));
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return CommandProcess.run(settings, arguments);
    }

    List<String> column(String query) {
        return Query.column(server.getPostgresDatabase(), query);
    }

    DataSource named(String name) {
        return server.getDatabase("postgres", name);
    }

    void execute(String statement) throws SQLException {
        in("postgres", statement);
    }

    void in(String name, String statement) throws SQLException {
        try (Connection connection = named(name).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
