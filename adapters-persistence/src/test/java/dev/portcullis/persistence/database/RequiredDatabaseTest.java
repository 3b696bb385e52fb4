package dev.portcullis.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.persistence.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that the service cannot use is refused, in a sentence, and left as it was. */
@QuarkusTest
class RequiredDatabaseTest {
    private static final String USER = "postgres";

    @Inject
    AgroalDataSource pool;

    @Inject
    Flyway flyway;

    @Inject
    Sql sql;

    private interface Work {
        void in(String url) throws SQLException;
    }

    /** Does the work in a new database, and removes it. */
    private void withDatabase(String name, String encoding, Work work) throws SQLException {
        sql.execute("drop database if exists " + name);
        sql.execute("create database " + name + " encoding '" + encoding + "' locale 'C' template template0");
        try (Connection connection = pool.getConnection()) {
            String url = connection.getMetaData().getURL().replaceFirst("/[^/?]*(\\?.*)?$", "/" + name);
            work.in(url);
        } finally {
            sql.execute("drop database " + name);
        }
    }

    private FluentConfiguration migrationOf(String url) {
        return Flyway.configure().configuration(flyway.getConfiguration()).dataSource(url, USER, USER);
    }

    private static List<String> relations(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, USER, USER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace order by relname")) {
            List<String> relations = new ArrayList<>();
            while (rows.next()) {
                relations.add(rows.getString(1));
            }
            return relations;
        }
    }

    private static void execute(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, USER, USER);
                Statement executable = connection.createStatement()) {
            executable.execute(statement);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
    void anotherEncodingThanUtf8IsRefusedByTheMigration(String encoding) throws SQLException {
        withDatabase("another_encoding", encoding, url -> {
            Flyway migration = migrationOf(url).load();

            assertThatThrownBy(migration::migrate)
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("The encoding of the database \"another_encoding\" is " + encoding
                            + ", but Portcullis needs UTF8. Create a database with \"createdb -E UTF8 -T template0\" and"
                            + " set quarkus.datasource.jdbc.url to it.");
            assertThat(relations(url)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
    void anotherEncodingThanUtf8IsRefusedByThePool(String encoding) throws SQLException {
        assertThat(pool.getPoolInterceptors()).hasAtLeastOneElementOfType(RequiredEncoding.class);
        withDatabase("another_encoding", encoding, url -> {
            try (Connection connection = DriverManager.getConnection(url, USER, USER)) {
                assertThatThrownBy(() -> new RequiredEncoding().onConnectionCreate(connection))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("The encoding of the database \"another_encoding\" is " + encoding);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table account (text text)",
                "create view theirs as select 1 as one",
                "create materialized view theirs as select 1 as one",
                "create sequence numbers",
                "create table parts (i int) partition by range (i)",
                "create type mood as enum ('good')",
                "create function one() returns int language sql as 'select 1'"
            })
    void aSchemaThatIsNotEmptyIsRefusedAndTheSettingsAreNamed(String statement) throws SQLException {
        withDatabase("of_someone_else", "UTF8", url -> {
            execute(url, statement);
            List<String> before = relations(url);
            Flyway migration = migrationOf(url).load();

            assertThatThrownBy(migration::migrate)
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(
                            "The schema \"public\" of the database \"of_someone_else\" is not empty and was not made by"
                                    + " Portcullis")
                    .hasMessageContainingAll(
                            "quarkus.datasource.jdbc.url",
                            "currentSchema=",
                            "quarkus.flyway.baseline-on-migrate=true",
                            "quarkus.flyway.baseline-version=0")
                    .hasMessageNotContaining("\n");
            assertThat(relations(url)).isEqualTo(before);
        });
    }

    @Test
    void theSettingsThatTheRefusalNamesHelp() throws SQLException {
        withDatabase("of_someone_else", "UTF8", url -> {
            execute(url, "create table theirs (text text)");
            execute(url, "create schema empty");

            assertThat(migrationOf(url + "?currentSchema=empty").load().migrate().success)
                    .isTrue();
            assertThat(migrationOf(url)
                            .baselineOnMigrate(true)
                            .baselineVersion("0")
                            .load()
                            .migrate()
                            .migrationsExecuted)
                    .isEqualTo(flyway.info().applied().length);
        });
    }

    @Test
    void whatAnExtensionBringsIsNotOfSomeoneElse() throws SQLException {
        withDatabase("with_extension", "UTF8", url -> {
            execute(url, "create extension pg_stat_statements");

            assertThat(migrationOf(url).load().migrate().success).isTrue();
        });
    }
}
