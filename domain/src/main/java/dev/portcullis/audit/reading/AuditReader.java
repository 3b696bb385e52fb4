package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log. Called inside a unit of work, one per page, so that no connection is held while a page is being
 * sent. Thread-safe.
 *
 * <p>An announced operation that a later event completed is not returned beside that event; one that was never completed
 * is, with the outcome {@code unknown}.
 */
public interface AuditReader {
    /** The number of events that {@link #forEach} reads at once. */
    int PAGE = 1_000;

    enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /**
     * Events that match the filter, in order; fewer than the limit if there are no more.
     *
     * @param after the position of the last event of the previous page; null for the first page
     */
    List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit);

    /** The time of the clock that also stamps events. */
    Instant now();

    /**
     * Passes each event that matches the filter to the sink, oldest first. Reads each page in a unit of work of its own, so
     * memory does not depend on the size of the log. An exception of the sink ends it. Not called inside a unit of work.
     */
    default void forEach(UnitOfWork work, AuditFilter filter, Consumer<? super AuditRecord> sink) {
        List<AuditRecord> page = work.call(() -> page(filter, Order.OLDEST_FIRST, null, PAGE));
        page.forEach(sink);
        while (page.size() == PAGE) {
            AuditPosition last = page.get(PAGE - 1).position();
            page = work.call(() -> page(filter, Order.OLDEST_FIRST, last, PAGE));
            page.forEach(sink);
        }
    }
}
