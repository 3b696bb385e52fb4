package dev.portcullis.audit;

/**
 * Notified of each event after its commit, and of each lost event, for logs and metrics. The audit log remains the record:
 * if the process dies, the last events may not be reported here. Thread-safe; never throws.
 */
@FunctionalInterface
public interface AuditListener {
    void committed(AuditRecord event);

    /** An event could not be written, and the policy is to fail open. */
    default void lost() {}
}
