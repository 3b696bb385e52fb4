package dev.portcullis.app.audit;

import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditRecord;

/** Counts the events that are lost, and passes everything on. */
public final class CountingAuditListener implements AuditListener {
    private final AuditListener next;
    private final AuditMeters meters;

    public CountingAuditListener(AuditListener next, AuditMeters meters) {
        this.next = next;
        this.meters = meters;
    }

    @Override
    public void committed(AuditRecord event) {
        next.committed(event);
    }

    @Override
    public void lost() {
        meters.lost();
        next.lost();
    }
}
