package dev.portcullis.persistence.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A server process that ends with this JVM. The only class that uses the library for the embedded server. */
final class PostgresServer implements AutoCloseable {
    /** The first start unpacks the server and initializes a database cluster, which is slow on a busy machine. */
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    /** Enough for several applications and test runs at the same time, each with its own pool. */
    private static final String MAXIMUM_CONNECTIONS = "200";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Data in a temporary directory, which is deleted with the server. Writes are not flushed to disk. */
    static PostgresServer startTemporary() throws IOException {
        return new PostgresServer(common().setCleanDataDirectory(true).start());
    }

    /** Persistent data in this directory, which is created if missing. Commits survive a power failure. */
    static PostgresServer startIn(Path dataDirectory) throws IOException {
        return new PostgresServer(common().setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                // The library turns both off; these arguments come later on the command line and take precedence.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
    }

    private static EmbeddedPostgres.Builder common() {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP_WAIT)
                .setServerConfig("max_connections", MAXIMUM_CONNECTIONS)
                // Available on every system, with the same sort order everywhere.
                .setLocaleConfig("locale", "C");
    }

    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
