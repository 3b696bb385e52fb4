package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** The audit log in PostgreSQL. */
@ApplicationScoped
public class PanacheAuditTrail implements AuditTrail {
    private final AuditEventRows rows;
    private final Ids ids;

    PanacheAuditTrail(AuditEventRows rows, Ids ids) {
        this.rows = rows;
        this.ids = ids;
    }

    /** Written at once, not at the commit: a failure falls on the one who records. */
    @Override
    public void record(AuditEvent event, CallerContext caller) {
        EntityManager entities = rows.getEntityManager();
        AuditEventRow row = AuditEventRow.of(ids.next(), event, caller);
        entities.persist(row);
        entities.flush();
        entities.detach(row);
    }
}
