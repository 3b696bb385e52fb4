package dev.portcullis.persistence.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A server process that ends with this JVM. The only class that knows the library which brings it. */
final class PostgresServer implements AutoCloseable {
    /** The first start unpacks the server and makes a database cluster; a busy machine takes its time. */
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    /** For several applications and test runs at once, each with a pool of its own. */
    private static final String MAXIMUM_CONNECTIONS = "200";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Data in a temporary directory, which goes with the server. Nothing is forced to disk. */
    static PostgresServer startTemporary() throws IOException {
        return new PostgresServer(common().setCleanDataDirectory(true).start());
    }

    /** Data in this directory, which is made if it is not there, and stays. What was committed survives a power cut. */
    static PostgresServer startIn(Path dataDirectory) throws IOException {
        return new PostgresServer(common().setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                // The library turns both off; what is set here comes later on the command line and wins.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
    }

    private static EmbeddedPostgres.Builder common() {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP_WAIT)
                .setServerConfig("max_connections", MAXIMUM_CONNECTIONS)
                // Known on every system, and the same order everywhere.
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
