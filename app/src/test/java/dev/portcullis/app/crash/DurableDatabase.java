package dev.portcullis.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.Query;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A PostgreSQL that flushes commits to disk, and that can be killed and restarted on its data. */
final class DurableDatabase implements AutoCloseable {
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);

    private static final Logger LIBRARY = Logger.getLogger(EmbeddedPostgres.class.getName());

    private final Path directory;
    private EmbeddedPostgres server;

    private DurableDatabase(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    /** @param directory an empty directory; its creator deletes it */
    static DurableDatabase start(Path directory) throws IOException, SQLException {
        DurableDatabase database =
                new DurableDatabase(directory, server(directory).start());
        assertThat(database.column("show fsync")).containsExactly("on");
        assertThat(database.column("show synchronous_commit")).containsExactly("on");
        return database;
    }

    private static EmbeddedPostgres.Builder server(Path directory) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                // The library turns both off; these settings take precedence. Without them a kill proves little.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(STARTUP_PATIENCE);
    }

    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Ends all its processes as {@code kill -9} does. */
    void kill() throws Exception {
        String pid =
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        for (ProcessHandle process : all) {
            // One that serves a connection may have ended by itself.
            assertThat(process.destroyForcibly() || !process.isAlive()).isTrue();
        }
        for (ProcessHandle process : all) {
            assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    /** Restarts at the same address on the same data. */
    void startAgain() throws IOException {
        int port = server.getPort();
        // Closed to let go of the directory. It says at length that there is no process left to be stopped.
        Level level = LIBRARY.getLevel();
        LIBRARY.setLevel(Level.OFF);
        server.close();
        LIBRARY.setLevel(level);
        server = server(directory).setPort(port).start();
    }

    List<String> column(String query) {
        return Query.column(server.getPostgresDatabase(), query);
    }

    Ledger ledger() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return Ledger.read(connection);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
