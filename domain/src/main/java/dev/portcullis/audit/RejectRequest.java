package dev.portcullis.audit;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;

/**
 * Records a request that was rejected at the door, before it reached its use case. Rejections that are alike share one
 * event.
 *
 * @see EventAggregator
 */
public final class RejectRequest {
    /** The action that the request was for, and why it was rejected. */
    public record Command(AuditAction action, Refusal.Reason reason, CallerContext caller) {}

    private final Auditor auditor;

    public RejectRequest(Auditor auditor) {
        this.auditor = auditor;
    }

    public Result<Void> execute(Command command) {
        return auditor.begin(command.action(), command.caller()).turnAway(Refusal.of(command.reason()));
    }
}
