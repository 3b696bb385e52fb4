package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.FreePort;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit export} and {@code audit tail}, beside the running service. */
@Tag("processes")
class AuditCommandsIT extends BesideTheService {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    AuditCommandsIT() {
        super("audit-commands");
    }

    private String idOfTheWrongPassword() {
        return database.column("select id from audit_event where reason = 'wrong_password' order by occurred_at")
                .get(0);
    }

    private static List<String> idsIn(String jsonLines) {
        return jsonLines.lines().map(line -> read(line).path("id").asText()).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void exportEqualsTheRows() throws Exception {
        List<String> before = database.column("select id from audit_event order by occurred_at, id");

        Ended lines = database.run("audit", "export");

        assertThat(lines.status()).as(lines.toString()).isZero();
        assertThat(idsIn(lines.out())).startsWith(before.toArray(String[]::new));
        JsonNode wrongPassword = lines.out()
                .lines()
                .map(AuditCommandsIT::read)
                .filter(event -> event.path("reason").asText().equals("wrong_password"))
                .findFirst()
                .orElseThrow();
        List<String> agents = database.column(
                "select user_agent from audit_event where reason = 'wrong_password' order by occurred_at");
        assertThat(wrongPassword.path("user_agent").asText()).isEqualTo(agents.get(0));
        assertThat(database.column(
                        "select count(*) from audit_event where type = 'sensitive_read' and reason = 'export'"
                                + " and client_address = 'local' and account_id is null"
                                + " and user_agent like '%: portcullis audit export'"))
                .containsExactly("1");
    }

    @Test
    void exportWritesACompleteFileOfSelectedEvents() throws Exception {
        Path file = directory.resolve("refused.csv");

        Ended ended =
                database.run("audit", "export", "--format", "csv", "--outcome", "refused", "--output", file.toString());

        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.out()).isEmpty();
        assertThat(Files.readAllLines(file, StandardCharsets.UTF_8))
                .hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(line -> line.contains(idOfTheWrongPassword()))
                .noneMatch(line -> line.contains("authn_login_success"));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no such signal")
    void tailFollowsNewEventsUntilItIsInterruptedAndOpensNoPort() throws Exception {
        int port = FreePort.find();
        int managementPort = FreePort.find();
        Map<String, String> withPort = new HashMap<>(database.settings());
        withPort.put("quarkus.http.port", Integer.toString(port));
        withPort.put("quarkus.management.port", Integer.toString(managementPort));
        try (CommandProcess tail = CommandProcess.start(withPort, "audit", "tail", "-f", "-n", "3")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tail.out().lines().count() >= 3);
            assertThat(tail.out().lines())
                    .last()
                    .asString()
                    .contains("sensitive_read")
                    .contains("from=local");

            assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> new Socket("localhost", managementPort).close())
                    .isInstanceOf(ConnectException.class);
            assertThat(service.api().signIn(service.email(), "wrong again").status())
                    .isEqualTo(401);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> tail.out()
                            .lines()
                            .anyMatch(line ->
                                    line.contains("reason=wrong_password") && line.contains("Java-http-client")));

            Ended ended = tail.interrupt();
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines()).doesNotHaveDuplicates();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script takes other arguments on other systems")
    void aTerminalShowsTheProgressOfAnExport() throws Exception {
        Path file = directory.resolve("audit.jsonl");
        String command = String.join(
                " ", CommandProcess.command(database.settings(), "audit", "export", "--output", file.toString()));

        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(seen).isZero();
        assertThat(seen).contains("\rExporting [").contains("events were exported.");
    }

    /** The service logs the events that it commits; commands log none. */
    @Test
    void theServiceLogsEachOfItsEventsAsOneLineOfJson() throws Exception {
        List<String> lines = Files.readAllLines(service.log(), StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("portcullis.audit"))
                .toList();
        List<String> logged =
                lines.stream().map(line -> read(line).path("event.id").asText()).toList();

        assertThat(logged).doesNotHaveDuplicates();
        assertThat(database.column(
                        "select id from audit_event where client_address <> 'local' order by occurred_at, id"))
                .containsSubsequence(logged)
                .hasSameSizeAs(logged);
        assertThat(lines).anyMatch(line -> line.contains("wrong_password") && line.contains("forged"));
    }
}
