package dev.portcullis.audit;

/**
 * Told of each event once it has been committed, for those who collect logs. The log itself stays the record: what is
 * committed when the process dies is not told. Safe for use by many threads; throws nothing.
 */
@FunctionalInterface
public interface AuditFeed {
    void committed(AuditRecord event);

    /** Tells nobody. */
    static AuditFeed none() {
        return event -> {};
    }
}
