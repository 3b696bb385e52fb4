package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.Query;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code database migrate}, and commands without a usable database. */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseCommandIT {
    private CommandDatabase database;

    @BeforeAll
    void start() throws IOException {
        database = new CommandDatabase();
    }

    @AfterAll
    void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    private Map<String, String> newDatabase(String name) throws SQLException {
        database.execute("create database " + name);
        return database.settingsFor("postgres", name);
    }

    @Test
    void anUnavailableDatabaseIsReportedInOneLine() throws Exception {
        String away = "jdbc:postgresql://localhost:" + FreePort.find() + "/postgres";

        Ended ended = CommandProcess.run(database.settingsWith("quarkus.datasource.jdbc.url", away), "audit", "export");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("The database is unavailable");
    }

    @Test
    void aCommandLeavesADatabaseThatWasNeverMigratedAsItIs() throws Exception {
        Map<String, String> empty = newDatabase("empty");

        Ended ended = CommandProcess.run(empty, "keys", "list");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("signing_key");
        try (Connection connection = database.named("empty").getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void migrateCreatesTheSchemaAndIsIdempotent() throws Exception {
        Map<String, String> migrated = newDatabase("migrated");
        assertThat(database.run("database", "migrate").status()).isZero();
        List<String> versions =
                database.column("select version from flyway_schema_history where success and version is not null"
                        + " order by installed_rank");
        String version = versions.get(versions.size() - 1);
        // Each function takes longer than a statement of the service may.
        database.in("migrated", "create schema of_the_operator");
        database.in(
                "migrated",
                "create function of_the_operator.wait_a_little() returns event_trigger language plpgsql"
                        + " as $$ begin perform pg_sleep(0.4); end $$");
        database.in(
                "migrated",
                "create event trigger slow on ddl_command_start when tag in ('CREATE FUNCTION')"
                        + " execute function of_the_operator.wait_a_little()");
        migrated.put("quarkus.datasource.jdbc.additional-jdbc-properties.options", "-c statement_timeout=300");

        Ended first = CommandProcess.run(migrated, "database", "migrate");
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.out().lines())
                .containsExactly(
                        "The database is at version " + version + "; " + versions.size() + " migrations were applied.");
        assertThat(first.err()).isEmpty();

        Ended second = CommandProcess.run(migrated, "database", "migrate");
        assertThat(second.out()).contains("at version " + version + "; 0 migrations");
        Ended listed = CommandProcess.run(migrated, "keys", "list");
        assertThat(listed.status()).as(listed.toString()).isZero();
    }

    @Test
    void migrateRefusesASchemaWithForeignTables() throws Exception {
        Map<String, String> foreign = newDatabase("foreign_tables");
        database.in("foreign_tables", "create table account (somebody_elses text)");

        Ended ended = CommandProcess.run(foreign, "database", "migrate");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("The schema \"public\" of the database \"foreign_tables\" is not empty")
                .contains("quarkus.datasource.jdbc.url", "quarkus.flyway.baseline-on-migrate=true");
        try (Connection connection = database.named("foreign_tables").getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("account");
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void migrateRefusesADatabaseThatIsNotUtf8InOneSentence() throws Exception {
        database.execute("create database latin encoding 'LATIN1' locale 'C' template template0");

        Ended ended = CommandProcess.run(database.settingsFor("postgres", "latin"), "database", "migrate");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("The encoding of the database \"latin\" is LATIN1, but Portcullis needs UTF8.");
        assertThat(Query.column(
                        database.named("latin"),
                        "select relname from pg_class where relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }
}
