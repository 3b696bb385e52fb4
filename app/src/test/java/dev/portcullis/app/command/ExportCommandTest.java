package dev.portcullis.app.command;

import static dev.portcullis.audit.AuditRecords.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditReader;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.http.audit.ExportFormat;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
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

class ExportCommandTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @TempDir
    Path directory;

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final TickingClock clock = new TickingClock();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database, clock);
    private final Screen screen = new Screen(true);
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void letThingsHappen() {
        for (int i = 0; i < 3; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id.toString());
            trail.keep(anEvent().withId(id).at(NOON.plusSeconds(i)).record());
        }
    }

    private ExportCommand command(Console console) {
        return new ExportCommand(
                new InMemoryAuditReader(database, trail),
                database,
                new Auditor(trail, database, FailurePolicy.FAIL_CLOSED),
                new CliCaller(UUID::randomUUID),
                clock,
                console);
    }

    private static Request.ExportAudit request(ExportFormat format, AuditFilter filter, @Nullable Path output) {
        return new Request.ExportAudit(format, filter, output, "audit export --as-given");
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
        ExitCode exit = command(screen.console()).run(request(ExportFormat.JSONL, AuditFilter.ALL, null));

        assertThat(exit).isEqualTo(ExitCode.DONE);
        assertThat(idsIn(screen.out())).isEqualTo(ids);
        assertThat(screen.line()).endsWith("3 events were exported.");
    }

    @Test
    void writesToAFileThatIsWhole() throws IOException {
        Path file = directory.resolve("audit.csv");

        ExitCode exit = command(screen.console()).run(request(ExportFormat.CSV, AuditFilter.ALL, file));

        assertThat(exit).isEqualTo(ExitCode.DONE);
        assertThat(screen.out()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(4).element(1).asString().contains(ids.get(0));
    }

    @Test
    void leavesAnEventFirstThatTellsWhoAndWhat() {
        ExitCode exit = command(screen.console()).run(request(ExportFormat.JSONL, AuditFilter.ALL, null));

        assertThat(exit).isEqualTo(ExitCode.DONE);
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
    void showsNothingThatTheLogCannotKeep() {
        trail.becomeUnavailable();

        assertThatThrownBy(() -> command(screen.console()).run(request(ExportFormat.JSONL, AuditFilter.ALL, null)))
                .isInstanceOf(AuditUnavailable.class);
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void passesTheFilterOn() {
        AuditFilter second = new AuditFilter(NOON.plusSeconds(1), NOON.plusSeconds(2), null, null, null, null, null);

        ExitCode exit = command(screen.console()).run(request(ExportFormat.JSONL, second, null));

        assertThat(exit).isEqualTo(ExitCode.DONE);
        assertThat(idsIn(screen.out())).containsExactly(ids.get(1));
    }

    @Test
    void failsWhereNothingCanBeWritten() throws IOException {
        Path nowhere = directory.resolve("none").resolve("audit.jsonl");

        ExitCode exit = command(screen.console()).run(request(ExportFormat.JSONL, AuditFilter.ALL, nowhere));

        assertThat(exit).isEqualTo(ExitCode.FAILED);
        assertThat(screen.err()).contains("cannot be written");
        assertThat(trail.entries()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void failsWhenNobodyReadsOn() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int unused) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(closed, new PrintStream(OutputStream.nullOutputStream()), false);

        assertThat(command(console).run(request(ExportFormat.JSONL, AuditFilter.ALL, null)))
                .isEqualTo(ExitCode.FAILED);
    }
}
