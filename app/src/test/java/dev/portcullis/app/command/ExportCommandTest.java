package dev.portcullis.app.command;

import static dev.portcullis.audit.AuditRecords.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.app.console.CliCaller;
import dev.portcullis.app.console.Console;
import dev.portcullis.app.console.Converters;
import dev.portcullis.app.console.Screen;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.composition.InMemoryPortcullis;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

class ExportCommandTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @TempDir
    Path directory;

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final InMemoryAuditWriter trail = portcullis.audit;
    private final Screen screen = new Screen(true);
    private final List<String> ids = new ArrayList<>();
    private @Nullable Exception thrown;

    @BeforeEach
    void recordThreeEvents() {
        for (int i = 0; i < 3; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id.toString());
            trail.keep(anEvent().withId(id).at(NOON.plusSeconds(i)).record());
        }
    }

    @SuppressWarnings("UnnecessaryAssignment") // Without CDI, the test injects the fields.
    private int export(Console console, String... options) {
        ExportCommand command = new ExportCommand();
        command.useCases = portcullis.useCases;
        command.caller = new CliCaller(UUID::randomUUID, "audit", "export", "--as-given");
        command.clock = portcullis.clock;
        command.console = console;
        return Converters.register(new CommandLine(command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    thrown = failure;
                    return ExitCode.SOFTWARE;
                })
                .execute(options);
    }

    private int export(String... options) {
        return export(screen.console(), options);
    }

    private static List<String> idsIn(String jsonLines) {
        return jsonLines
                .lines()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line).path("id").asText();
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    @Test
    void writesEachEventInOrderAndNothingElse() {
        assertThat(export()).isEqualTo(ExitCode.OK);

        assertThat(idsIn(screen.out())).isEqualTo(ids);
        assertThat(screen.line()).endsWith("3 events were exported.");
    }

    @Test
    void writesACompleteFile() throws IOException {
        Path file = directory.resolve("audit.csv");

        assertThat(export("--format", "csv", "--output", file.toString())).isEqualTo(ExitCode.OK);

        assertThat(screen.out()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(4).element(1).asString().contains(ids.get(0));
    }

    @Test
    void recordsTheUserAndTheCommandFirst() {
        assertThat(export()).isEqualTo(ExitCode.OK);

        assertThat(trail.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.event())
                    .isEqualTo(AuditEvents.succeeded(AuditAction.READ_AUDIT, "sensitive_read", "export"));
            CallerContext caller = entry.caller();
            assertThat(caller.address().value()).isEqualTo("local");
            assertThat(caller.userAgent())
                    .isEqualTo(System.getProperty("user.name") + ": portcullis audit export --as-given");
        });
    }

    @Test
    void writesNothingIfTheAuditLogCannotRecordTheExport() {
        trail.becomeUnavailable();

        assertThat(export()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(thrown).isInstanceOf(AuditUnavailable.class);
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void appliesTheFilter() {
        int exitCode = export(
                "--from", NOON.plusSeconds(1).toString(),
                "--until", NOON.plusSeconds(2).toString());

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(idsIn(screen.out())).containsExactly(ids.get(1));
    }

    @Test
    void failsIfTheFileCannotBeWritten() throws IOException {
        Path file = directory.resolve("none").resolve("audit.jsonl");

        assertThat(export("--output", file.toString())).isEqualTo(ExitCode.SOFTWARE);

        assertThat(screen.err()).contains("cannot be written");
        assertThat(trail.entries()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void failsIfStandardOutputIsClosed() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int unused) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(closed, new PrintStream(OutputStream.nullOutputStream()), false);

        assertThat(export(console)).isEqualTo(ExitCode.SOFTWARE);
    }
}
