package dev.portcullis.app.command;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditReader;
import dev.portcullis.audit.Auditor;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Duration;

/** {@code audit tail}: shows the newest events, and those that come. */
@Singleton
final class TailCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final AuditReader log;
    private final UnitOfWork work;
    private final Auditor auditor;
    private final CliCaller operator;
    private final Interruption interruption;
    private final Console console;

    TailCommand(
            AuditReader log,
            UnitOfWork work,
            Auditor auditor,
            CliCaller operator,
            Interruption interruption,
            Console console) {
        this.log = log;
        this.work = work;
        this.auditor = auditor;
        this.operator = operator;
        this.interruption = interruption;
        this.console = console;
    }

    ExitCode run(Request.TailAudit request) {
        record(request);
        PrintStream out = console.lines();
        EventTailer events = new EventTailer(log, work, request.filter());
        events.newest(request.count()).forEach(event -> out.println(EventLine.of(event)));
        boolean isRead = !out.checkError();
        boolean wasAway = false;
        while (request.follows() && isRead && !interruption.await(BETWEEN_LOOKS)) {
            try {
                events.sinceTheLastLook().forEach(event -> out.println(EventLine.of(event)));
                wasAway = false;
            } catch (StoreUnavailable away) {
                if (interruption.hasCome()) {
                    break;
                }
                if (!wasAway) {
                    console.err().println("The database cannot be asked; trying again: " + away.getCause());
                }
                wasAway = true;
            }
            isRead = !out.checkError();
        }
        return ExitCode.DONE;
    }

    private void record(Request.TailAudit request) {
        Result<Void> unused = auditor.begin(AuditAction.READ_AUDIT, operator.running(request.commandLine()))
                .run(() -> Result.<Void>done().noting("page"));
    }
}
