package dev.portcullis.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** No connection to the database waits without a timeout, whichever part opened it. */
@QuarkusTest
class ConnectionTimeoutsTest {
    @Inject
    AgroalDataSource pool;

    @Inject
    FlywayConfigurationCustomizer customizer;

    private Properties properties() {
        return pool.getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcProperties();
    }

    private static void assertBounded(Connection connection) throws SQLException {
        int read = connection.getNetworkTimeout();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select setting::integer from pg_settings where name = 'statement_timeout'")) {
            assertThat(row.next()).isTrue();
            // The server gives up first, where it can still say so.
            assertThat(row.getInt(1)).isPositive().isLessThan(read);
        }
        assertThat(Duration.ofMillis(read)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
    }

    @Test
    void poolConnectionsHaveTimeouts() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertBounded(connection);
        }
        assertThat(properties()).containsEntry("connectTimeout", "2").containsEntry("tcpKeepAlive", "true");
    }

    /** With {@code quarkus.flyway.username} Flyway opens connections past the pool. */
    @Test
    void migrationConnectionsOfAnotherUserHaveTimeouts() throws SQLException {
        String url;
        try (Connection connection = pool.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        FluentConfiguration configuration = Flyway.configure().dataSource(url, "postgres", "postgres");
        customizer.customize(configuration);

        try (Connection connection =
                configuration.load().getConfiguration().getDataSource().getConnection()) {
            assertBounded(connection);
        }
        assertThat(configuration.getJdbcProperties())
                .containsEntry("connectTimeout", "2")
                .containsEntry("tcpKeepAlive", "true");
    }
}
