package dev.portcullis.audit;

import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the log as it is when the export begins; what is added later is not waited for, so it ends. Read in pages of
 * {@value #PAGE} events: no more than that is in memory, whatever the size of the log, and no connection is held while
 * the events of a page are on their way.
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

    /** Called inside a unit of work, before the event that tells of the export is recorded. */
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
     * Hands over each event, the oldest first, as fast as the sink takes them. What the sink throws ends the export. Not
     * called inside a unit of work.
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
