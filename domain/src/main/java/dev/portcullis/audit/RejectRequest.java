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

    /**
     * Does what {@link #execute} does, without I/O, if that is possible: a request is only counted once its kind has an
     * event in this period.
     *
     * @return false if nothing was recorded
     */
    public boolean executeWithoutStore(Command command) {
        return auditor.begin(command.action(), command.caller()).turnAwayCounted(Refusal.of(command.reason()));
    }

    public Result<Void> execute(Command command) {
        return auditor.begin(command.action(), command.caller()).turnAway(Refusal.of(command.reason()));
    }
}
