package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;

/**
 * Shows the end of the audit log to an operator at a shell, who needs no token. The audit log records the operator once,
 * before the first event is shown, not each time that new events are read.
 */
public final class TailAuditLog {
    public record Command(AuditFilter filter, CallerContext caller) {}

    private final Auditor auditor;
    private final AuditReader log;
    private final UnitOfWork work;

    public TailAuditLog(Auditor auditor, AuditReader log, UnitOfWork work) {
        this.auditor = auditor;
        this.log = log;
        this.work = work;
    }

    public AuditTail execute(Command command) {
        return auditor.begin(AuditAction.READ_AUDIT, command.caller())
                .run(() -> Result.of(new AuditTail(log, work, command.filter())).noting("page"))
                .value();
    }
}
