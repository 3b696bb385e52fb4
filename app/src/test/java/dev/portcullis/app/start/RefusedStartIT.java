package dev.portcullis.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged service with missing or invalid settings. */
@Tag("processes")
class RefusedStartIT {
    private record Ended(int status, String output) {}

    private static Ended startWith(String... settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("-Dquarkus.http.port=0");
        arguments.add("-Dquarkus.management.port=0");
        ProcessBuilder builder = new ProcessBuilder(ServiceProcess.command(arguments)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_") || name.startsWith("QUARKUS_"));
        Process process = builder.start();
        // A service that starts after all would never end its output.
        CompletableFuture<Void> patience = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(patience.cancel(false)).as("ended by itself").isTrue();
        return new Ended(process.exitValue(), output);
    }

    @Test
    void saysAllThatProductionLacksAndNothingElse() throws Exception {
        Ended ended = startWith();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("  portcullis.keys.encryption-key:"))
                .anyMatch(line -> line.startsWith("  quarkus.datasource.jdbc.url:"))
                .anyMatch(line -> line.startsWith("  quarkus.mailer.host:"))
                .anyMatch(line -> line.startsWith("  quarkus.mailer.from:"));
    }

    private static String databaseIn(EmbeddedPostgres server, String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static Ended startOn(String url, String... settings) throws IOException, InterruptedException {
        return startWith(Stream.concat(
                        Stream.of(
                                "-Dportcullis.keys.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                                "-Dquarkus.datasource.jdbc.url=" + url,
                                "-Dquarkus.mailer.host=localhost",
                                "-Dquarkus.mailer.from=auth@example.com"),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    @Test
    void refusesADatabaseThatItCannotUseInOneSentence() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            String foreign = databaseIn(
                    server,
                    "create database latin encoding 'LATIN1' locale 'C' template template0",
                    "create table account (of_someone_else text)");
            String latin = server.getJdbcUrl("postgres", "latin");

            for (String migrates : List.of("true", "false")) {
                Ended notUtf8 = startOn(latin, "-Dquarkus.flyway.migrate-at-start=" + migrates);
                assertThat(notUtf8.status()).isEqualTo(1);
                assertThat(notUtf8.output())
                        .contains("The encoding of the database \"latin\" is LATIN1, but Portcullis needs UTF8.")
                        .doesNotContain("\tat ");
            }
            Ended notEmpty = startOn(foreign);
            assertThat(notEmpty.status()).isEqualTo(1);
            assertThat(notEmpty.output())
                    .contains("The schema \"public\" of the database \"postgres\" is not empty")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesTheProfilesOfDevelopmentAndTests() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            String url = server.getJdbcUrl("postgres", "postgres");

            for (String setting : List.of("-Dquarkus.profile=test", "-Dquarkus.config.profile.parent=dev")) {
                Ended ended = startOn(url, setting);
                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.output()).contains("quarkus.profile: must not contain dev or test");
            }
        }
    }

    @Test
    void doesNotTakeTheKeyOfDevelopment() throws Exception {
        Ended ended = startWith(
                "-Dportcullis.keys.encryption-key=Zm9yIGRldmVsb3BtZW50IG9ubHksIG5vIHNlY3JldCE=",
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://localhost:1/none",
                "-Dquarkus.mailer.host=localhost",
                "-Dquarkus.mailer.from=auth@example.com");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).contains("known to everyone");
    }
}
