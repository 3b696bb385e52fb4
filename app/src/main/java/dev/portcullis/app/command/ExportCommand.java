package dev.portcullis.app.command;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditExport;
import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.AuditReader;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.Auditor;
import dev.portcullis.http.audit.EventWriter;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code audit export}: copies the log. */
@Singleton
final class ExportCommand {
    private static final int BUFFER = 64 * 1024;

    /** What is exported, and the time at which it ends. */
    private record Begun(AuditExport export, Instant end) {}

    private final AuditReader log;
    private final UnitOfWork work;
    private final Auditor auditor;
    private final CliCaller operator;
    private final Clock clock;
    private final Console console;

    ExportCommand(
            AuditReader log, UnitOfWork work, Auditor auditor, CliCaller operator, Clock clock, Console console) {
        this.log = log;
        this.work = work;
        this.auditor = auditor;
        this.operator = operator;
        this.clock = clock;
        this.console = console;
    }

    ExitCode run(Request.ExportAudit request) {
        try {
            long events = request.output() == null ? toStandardOutput(request) : toFile(request, request.output());
            console.err().println(events + " events were exported.");
            return ExitCode.DONE;
        } catch (IOException unwritable) {
            console.err().println("The events cannot be written: " + unwritable);
            return ExitCode.FAILED;
        }
    }

    private long toStandardOutput(Request.ExportAudit request) throws IOException {
        OutputStream out = new BufferedOutputStream(console.out(), BUFFER);
        long events = write(request, out);
        out.flush();
        return events;
    }

    private long toFile(Request.ExportAudit request, Path path) throws IOException {
        try (AtomicFile file = AtomicFile.at(path)) {
            OutputStream out = new BufferedOutputStream(file.stream(), BUFFER);
            long events = write(request, out);
            out.flush();
            file.keep();
            return events;
        }
    }

    private long write(Request.ExportAudit request, OutputStream out) throws IOException {
        Begun begun = begin(request);
        EventWriter writer = request.format().open(out);
        try (Progress progress = new Progress(begun.end())) {
            begun.export().forEach(event -> write(writer, event, progress));
            writer.close();
            return progress.events;
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    /** The export is recorded before the first event is written out. */
    private Begun begin(Request.ExportAudit request) {
        return auditor.begin(AuditAction.READ_AUDIT, operator.running(request.commandLine()))
                .run(() -> Result.of(begin(request.filter())).noting("export"))
                .value();
    }

    private Begun begin(AuditFilter filter) {
        Instant now = log.now();
        Instant until = filter.until();
        return new Begun(AuditExport.begin(log, work, filter), until == null || until.isAfter(now) ? now : until);
    }

    private static void write(EventWriter writer, AuditRecord event, Progress progress) {
        try {
            writer.write(event);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        progress.passed(event);
    }

    /** How far an export has come in time: the log is not counted first. */
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
            Duration all = Duration.between(start, end);
            Duration passed = Duration.between(start, event.occurredAt());
            double fraction = all.isZero() ? 1 : (double) passed.toMillis() / Math.max(1, all.toMillis());
            bar.at(fraction, String.format(Locale.ROOT, "%,d events", events));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
