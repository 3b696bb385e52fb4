package dev.portcullis.bench.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** A temporary PostgreSQL that flushes commits to disk, as in production. */
public final class Database implements AutoCloseable {
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;

    private Database(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        this.postmaster = postmaster(server);
    }

    private static ProcessHandle postmaster(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            return ProcessHandle.of(pid.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    public static Database start() throws IOException, SQLException {
        return new Database(EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP_PATIENCE)
                // The library turns both off; these arguments take precedence.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "400")
                // Otherwise most of a large log would be written twice while it is filled.
                .setServerConfig("max_wal_size", "4GB")
                .start());
    }

    /** Creates an empty database. */
    public void create(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            int none = statement.executeUpdate("create database " + name);
            assert none == 0;
        }
    }

    public Connection connect(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    public String jdbcUrl(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    /** As libpq writes it. */
    public String url(String database) {
        return "postgresql://postgres:postgres@localhost:" + port() + "/" + database;
    }

    public int port() {
        return server.getPort();
    }

    public String version() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** CPU time of its currently running processes, with a resolution of 10 ms. */
    public Duration cpuTime() {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
