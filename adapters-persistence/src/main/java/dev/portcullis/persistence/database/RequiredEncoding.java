package dev.portcullis.persistence.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rejects a database whose encoding is not UTF8. Names, addresses and user agents are Unicode; other encodings cannot
 * store some of them (LATIN1) or count bytes instead of characters (SQL_ASCII). Each new connection of the pool is
 * checked, without a statement, because the server reports its encoding when a connection opens. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class RequiredEncoding implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(RequiredEncoding.class);

    private static final String UTF8 = "UTF8";

    /** Before the scheduler, which starts jobs that need the database. */
    private static final int BEFORE_JOBS = Interceptor.Priority.PLATFORM_BEFORE - 1;

    /**
     * Stops startup, even if the service does not migrate. If the database is unreachable, its first connection is
     * checked later.
     */
    void checkAtStart(@Observes @Priority(BEFORE_JOBS) StartupEvent start, AgroalDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            require(connection);
        } catch (SQLException unreachable) {
            LOG.debug("Cannot connect to check the encoding of the database; the first connection will", unreachable);
        }
    }

    /** @throws ConfigurationException for another encoding; the message is for the operator */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            require(connection);
        } catch (SQLException unreported) {
            throw new IllegalStateException("Cannot read the encoding of the database", unreported);
        }
    }

    /**
     * Checks one connection, pooled or not.
     *
     * @throws ConfigurationException for another encoding; the message is for the operator
     * @throws SQLException if this is not a connection to PostgreSQL
     */
    static void require(Connection connection) throws SQLException {
        String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        if (!UTF8.equals(encoding)) {
            throw new ConfigurationException(refusal(connection.getCatalog(), encoding));
        }
    }

    private static String refusal(String database, @Nullable String encoding) {
        return "The encoding of the database \"" + database + "\" is " + encoding
                + ", but Portcullis needs UTF8. Create"
                + " a database with \"createdb -E UTF8 -T template0\" and set quarkus.datasource.jdbc.url to it.";
    }
}
