package dev.portcullis.audit;

/**
 * Told of each event once it has been committed, and of each that was lost, for those who watch the service. The log
 * itself stays the record: what is committed when the process dies is not told. Safe for use by many threads; throws
 * nothing.
 */
@FunctionalInterface
public interface AuditListener {
    void committed(AuditRecord event);

    /** An event was not kept, as the operator chose it over turning callers away. */
    default void lost() {}

    /** Tells nobody. */
    static AuditListener none() {
        return event -> {};
    }
}
