package dev.portcullis.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentServerTest {
    @TempDir
    Path home;

    private static void execute(DevelopmentServer server, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement executable = connection.createStatement()) {
            executable.execute(statement);
        }
    }

    private static List<String> query(DevelopmentServer server, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    /** One story, since each start takes a while. */
    @Test
    void keepsItsDataAcrossRestartsAndSurvivesTheDeathOfWhoeverStartedIt() throws Exception {
        try (DevelopmentServer server = DevelopmentServer.startIn(home)) {
            execute(server, "create table words (word text)");
            assertThat(query(server, "show fsync")).containsExactly("on");
            assertThat(query(server, "show synchronous_commit")).containsExactly("on");
            assertThat(query(server, "show server_encoding")).containsExactly("UTF8");
            assertThatThrownBy(() -> DevelopmentServer.startIn(home))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }

        Process other = inAnotherJvm();
        try {
            assertThatThrownBy(() -> DevelopmentServer.startIn(home))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by process " + other.pid())
                    .hasMessageContaining("quarkus.datasource.jdbc.url");
        } finally {
            assertThat(other.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        ProcessHandle orphan = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid"))
                                .get(0)
                                .strip()))
                .orElseThrow();
        assertThat(orphan.isAlive()).isTrue();

        try (DevelopmentServer server = DevelopmentServer.startIn(home)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(query(server, "select word from words")).containsExactly("kept");
        }
    }

    private Process inAnotherJvm() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        HeldDatabase.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.equals(HeldDatabase.READY)) {
                return process;
            }
        }
        throw new AssertionError("the other JVM ended: " + said);
    }

    @Test
    void beginsAnewWhereTheFirstStartWasCutShort() throws Exception {
        Path half = Files.createDirectories(home.resolve("postgres/base"));
        Files.writeString(half.getParent().resolve("postgresql.conf"), "half a file");

        try (DevelopmentServer server = DevelopmentServer.startIn(home)) {
            assertThat(query(server, "select 1")).containsExactly("1");
        }
    }
}
