package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.persistence.Sql;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The roles of {@code deploy/postgresql/roles.sql}, in the database of the tests. */
@Singleton
final class ServiceRoles {
    private static final Path SCRIPT = Path.of("..", "deploy", "postgresql", "roles.sql");

    private final Sql sql;
    private final DataSource dataSource;
    private final Flyway flyway;

    ServiceRoles(Sql sql, DataSource dataSource, Flyway flyway) {
        this.sql = sql;
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    void make() throws IOException {
        sql.execute(Files.readString(SCRIPT));
        // Nothing to migrate, but privileges are granted anyway.
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        sql.execute("alter role portcullis_service password 'only here';"
                + " alter role portcullis_auditor password 'only here';"
                + " alter role portcullis_owner password 'only here'");
    }

    /** The address of the database, without parameters. */
    String url() throws SQLException {
        try (Connection admin = dataSource.getConnection()) {
            return admin.getMetaData().getURL().replaceFirst("\\?.*", "");
        }
    }

    Connection connectAs(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, "only here");
    }

    /** Returns whether the statement has a result. */
    boolean executeAs(String role, String statement) throws SQLException {
        try (Connection connection = connectAs(role);
                Statement executable = connection.createStatement()) {
            return executable.execute(statement);
        }
    }
}
