package dev.portcullis.app.audit;

import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditRecord;
import org.jboss.logging.Logger;

/**
 * Writes each committed event as a line of JSON to a log category of its own, {@value #CATEGORY}, which has a handler
 * that adds nothing to it.
 */
public final class EcsAuditListener implements AuditListener {
    static final String CATEGORY = "portcullis.audit";

    private static final Logger EVENTS = Logger.getLogger(CATEGORY);
    private static final Logger LOG = Logger.getLogger(EcsAuditListener.class);

    @Override
    public void committed(AuditRecord event) {
        try {
            EVENTS.info(EcsLine.of(event));
        } catch (RuntimeException unwritten) {
            LOG.errorf(
                    "Event %s is in the audit log, but its log line could not be written: %s", event.id(), unwritten);
        }
    }
}
