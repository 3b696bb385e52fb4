package dev.portcullis.audit;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Begins audited operations: what a use case needs of the audit feature. Thread-safe. */
public final class Auditor {
    final AuditWriter writer;
    final UnitOfWork work;
    final FailurePolicy policy;
    final EventAggregator aggregator;

    public Auditor(AuditWriter writer, UnitOfWork work, FailurePolicy policy) {
        this.writer = writer;
        this.work = work;
        this.policy = policy;
        this.aggregator = new EventAggregator(writer, work);
    }

    /** Counts the refusals that share an event. */
    public EventAggregator aggregator() {
        return aggregator;
    }

    public AuditedOperation begin(AuditAction action, CallerContext caller) {
        return begin(action, null, caller);
    }

    /**
     * Begins an operation.
     *
     * @param login the login that the caller names; null if there is none
     */
    public AuditedOperation begin(AuditAction action, @Nullable AttemptedLogin login, CallerContext caller) {
        return new AuditedOperation(this, action, login, caller);
    }
}
