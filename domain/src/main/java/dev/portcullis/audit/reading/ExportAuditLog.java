package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;

/** Exports the audit log. The log records who did, before the first event is read. */
public final class ExportAuditLog {
    /**
     * What to export, and for whom.
     *
     * @param admission called once the caller may read the log, before the event of that is committed; may throw {@link
     *     Overloaded} to refuse the export
     */
    public record Command(BearerToken token, AuditFilter filter, CallerContext caller, Runnable admission) {}

    private final AuditAccess access;
    private final AuditReader log;
    private final UnitOfWork work;
    private final Auditor auditor;

    public ExportAuditLog(AuditAccess access, AuditReader log, UnitOfWork work, Auditor auditor) {
        this.access = access;
        this.log = log;
        this.work = work;
        this.auditor = auditor;
    }

    public Result<AuditExport> execute(Command command) {
        return auditor.begin(AuditAction.READ_AUDIT, command.caller())
                .attempt(() -> access.decide(command.token(), "export", () -> {
                    command.admission().run();
                    return export(command.filter());
                }));
    }

    private AuditExport export(AuditFilter filter) {
        Instant now = log.now();
        Instant until = filter.until();
        Instant end = until == null || until.isAfter(now) ? now : until;
        return new AuditExport(log, work, filter.endingAt(end), end);
    }
}
