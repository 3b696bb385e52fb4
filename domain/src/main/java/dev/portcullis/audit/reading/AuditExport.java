package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the log as it is when the export begins; later events are not included, so the export ends. Read in pages of
 * {@value #PAGE} events: memory does not depend on the size of the log, and no connection is held while the events of a page
 * are being written.
 */
public final class AuditExport {
    static final int PAGE = 1000;

    private final AuditReader log;
    private final UnitOfWork work;
    private final AuditFilter filter;
    private final Instant end;

    private AuditExport(AuditReader log, UnitOfWork work, AuditFilter filter, Instant end) {
        this.log = log;
        this.work = work;
        this.filter = filter.endingAt(end);
        this.end = end;
    }

    /** Called inside a unit of work, before the event of the export is written. */
    public static AuditExport begin(AuditReader log, UnitOfWork work, AuditFilter filter) {
        Instant now = log.now();
        Instant until = filter.until();
        return new AuditExport(log, work, filter, until == null || until.isAfter(now) ? now : until);
    }

    /** The end of the export: all exported events are older. */
    public Instant end() {
        return end;
    }

    /**
     * Passes each event to the sink, oldest first. An exception of the sink ends the export. Not called inside a unit of
     * work.
     */
    public void forEach(Consumer<? super AuditRecord> sink) {
        AuditPosition last = null;
        do {
            List<AuditRecord> page = page(last);
            page.forEach(sink);
            last = page.size() < PAGE ? null : page.get(PAGE - 1).position();
        } while (last != null);
    }

    private List<AuditRecord> page(@Nullable AuditPosition after) {
        return work.call(() -> log.page(filter, AuditReader.Order.OLDEST_FIRST, after, PAGE));
    }
}
