package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A copy of the log as it is when the export begins; later events are not included, so the export ends.
 *
 * @param end all exported events are older
 */
public record AuditExport(AuditReader log, UnitOfWork work, AuditFilter filter, Instant end) {
    /** See {@link AuditReader#forEach}. */
    public void forEach(Consumer<? super AuditRecord> sink) {
        log.forEach(work, filter, sink);
    }
}
