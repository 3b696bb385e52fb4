package dev.portcullis.bench.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** A PostgreSQL that forces to disk what it promises, as one in earnest does, and is gone afterwards. */
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
            boolean found = pid.next();
            assert found;
            return ProcessHandle.of(pid.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    public static Database start() throws IOException, SQLException {
        return new Database(EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP_PATIENCE)
                // The library turns both off; what is set here wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                // Else a large log, while it is filled, is mostly written twice.
                .setServerConfig("max_wal_size", "4GB")
                .start());
    }

    /** Makes an empty database. */
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

    /** The time of all cores that those of its processes have used which are there now, to a hundredth of a second. */
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
