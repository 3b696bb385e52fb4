package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;

/** Exports the audit log. The log records who did, before the first event is read. */
public final class ExportAuditLog {
    public record Command(BearerToken token, AuditFilter filter, CallerContext caller) {}

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

    /** Refuses with {@code NOT_AUTHENTICATED} or {@code NOT_ALLOWED}. */
    public Result<AuditExport> execute(Command command) {
        AuditedOperation operation = auditor.begin(AuditAction.READ_AUDIT, command.caller());
        return operation.attempt(() -> {
            Result<Void> reader = access.check(command.token());
            if (reader.isRefusedWith(Refusal.Reason.NOT_AUTHENTICATED)) {
                return Decision.turnedAway(reader.refusal());
            }
            return Decision.of(() -> reader.isRefused()
                    ? reader.asRefusal()
                    : reader.with(AuditExport.begin(log, work, command.filter()))
                            .noting("export"));
        });
    }
}
