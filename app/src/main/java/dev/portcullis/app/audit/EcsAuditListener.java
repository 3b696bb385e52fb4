package dev.portcullis.app.audit;

import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditRecord;
import org.jboss.logging.Logger;

/**
 * Writes each committed event as a line of JSON to a log category of its own, {@value #CATEGORY}, which has a handler
 * that adds nothing to it. Counts lost events.
 */
public final class EcsAuditListener implements AuditListener {
    static final String CATEGORY = "portcullis.audit";

    private static final Logger EVENTS = Logger.getLogger(CATEGORY);
    private static final Logger LOG = Logger.getLogger(EcsAuditListener.class);

    private final boolean logsEvents;
    private final AuditMeters meters;

    public EcsAuditListener(boolean logsEvents, AuditMeters meters) {
        this.logsEvents = logsEvents;
        this.meters = meters;
    }

    @Override
    public void committed(AuditRecord event) {
        if (!logsEvents) {
            return;
        }
        try {
            EVENTS.info(EcsLine.of(event));
        } catch (RuntimeException unwritten) {
            LOG.errorf(
                    "Event %s is in the audit log, but its log line could not be written: %s", event.id(), unwritten);
        }
    }

    @Override
    public void lost() {
        meters.lost();
    }
}
