package dev.portcullis.persistence.database;

import dev.portcullis.housekeeping.StoreClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The clock of PostgreSQL, read over a connection of the pool. Readiness depends on it, so it takes at most 5.5 seconds
 * with the default acquisition timeout of 5 seconds. Safe for use by many threads.
 */
@ApplicationScoped
public class PostgresStoreClock implements StoreClock {
    private static final Logger LOG = Logger.getLogger(PostgresStoreClock.class);

    /** For connection and response together; the readiness probe of the manifests waits for 6 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the response, if getting the connection took most of that. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final DataSource database;

    PostgresStoreClock(DataSource database) {
        this.database = database;
    }

    @Override
    public Instant now() {
        long began = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            Duration left = PATIENCE.minusNanos(System.nanoTime() - began);
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) (left.compareTo(LEAST) < 0 ? LEAST : left).toMillis());
            try {
                return read(connection);
            } finally {
                restore(connection, usual);
            }
        } catch (SQLException failure) {
            throw StoreFailure.meaningOf(failure);
        }
    }

    private static void restore(Connection connection, int timeout) {
        try {
            connection.setNetworkTimeout(Runnable::run, timeout);
        } catch (SQLException broken) {
            LOG.debug("A broken connection leaves the pool, together with its timeout", broken);
        }
    }

    private static Instant read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            if (!row.next()) {
                throw new SQLException("The database returned no time");
            }
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
