package dev.portcullis.app.command;

import dev.portcullis.app.console.AtomicFile;
import dev.portcullis.app.console.CliCaller;
import dev.portcullis.app.console.Console;
import dev.portcullis.app.console.ProgressBar;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditExport;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.audit.EventWriter;
import dev.portcullis.http.audit.ExportFormat;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit export}: writes the audit log to standard output or to a file. */
@Command(
        name = "export",
        description = "Export the audit log, oldest event first. The export is recorded in the audit log.")
final class ExportCommand implements Callable<Integer> {
    private static final int BUFFER = 64 * 1024;

    private static final String TIME_FORMAT = " ISO 8601: a time with its offset, or a date for its start in UTC.";

    /** {@link #exportAuditLog} is the one for operators, which reads no token. */
    private static final BearerToken NO_TOKEN = new BearerToken("");

    @Option(
            names = "--format",
            paramLabel = "jsonl|csv",
            description = "jsonl: one JSON object per line (default). csv: RFC 4180, with a header.")
    ExportFormat format = ExportFormat.JSONL;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write; it appears when the export is complete. Default: standard output.")
    @Nullable Path output;

    @Nullable Instant from;

    @Nullable Instant until;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the methods below.
    CommandSpec command;

    @Mixin
    EventFilter filter = new EventFilter();

    @Inject
    UseCases useCases;

    @Inject
    CliCaller caller;

    @Inject
    Clock clock;

    @Inject
    Console console;

    @Option(names = "--from", paramLabel = "TIME", description = "Only events at this time or later." + TIME_FORMAT)
    void setFrom(@Nullable Instant time) {
        from = time;
        requireOrder();
    }

    @Option(names = "--until", paramLabel = "TIME", description = "Only events before this time." + TIME_FORMAT)
    void setUntil(@Nullable Instant time) {
        until = time;
        requireOrder();
    }

    private void requireOrder() {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ParameterException(command.commandLine(), "--from must be before --until");
        }
    }

    @Override
    public Integer call() {
        try {
            long events = output == null ? write(console.out()) : writeFile(output);
            console.err().println(events + " events were exported.");
            return ExitCode.OK;
        } catch (IOException unwritable) {
            return console.fail("The events cannot be written: " + unwritable);
        }
    }

    private long writeFile(Path path) throws IOException {
        try (AtomicFile file = AtomicFile.at(path)) {
            long events = write(file.stream());
            file.complete();
            return events;
        }
    }

    private long write(OutputStream destination) throws IOException {
        AuditExport export = begin();
        OutputStream out = new BufferedOutputStream(destination, BUFFER);
        EventWriter writer = format.open(out);
        try (Progress progress = new Progress(export.end())) {
            export.forEach(event -> write(writer, event, progress));
            writer.close();
            out.flush();
            return progress.events;
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    /** Records the export before the first event is written. */
    private AuditExport begin() {
        return useCases.exportAuditLogAsOperator()
                .execute(new ExportAuditLog.Command(NO_TOKEN, filter.between(from, until), caller.running(), () -> {}))
                .value();
    }

    private static void write(EventWriter writer, AuditRecord event, Progress progress) {
        try {
            writer.write(event);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        progress.passed(event);
    }

    /** Progress through the exported time, since counting the events first would take long. */
    private final class Progress implements AutoCloseable {
        private final ProgressBar bar = new ProgressBar("Exporting", console, clock);
        private final Instant end;

        private @Nullable Instant start;
        private long events;

        Progress(Instant end) {
            this.end = end;
        }

        void passed(AuditRecord event) {
            events++;
            if (start == null) {
                start = event.occurredAt();
            }
            bar.at(
                    Duration.between(start, event.occurredAt()).toMillis(),
                    Duration.between(start, end).toMillis(),
                    String.format(Locale.ROOT, "%,d events", events));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
