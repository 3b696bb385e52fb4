package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log. Called inside a unit of work, one per page, so that no connection is held while a page is being
 * sent. Thread-safe.
 *
 * <p>An announced operation that a later event completed is not returned beside that event; one that was never completed
 * is, with the outcome {@code unknown}.
 */
public interface AuditReader {
    /** Which end of the log comes first. */
    enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /**
     * Events that match the filter, in order.
     *
     * @param after the position of the last event of the previous page; null for the first page
     * @param limit the maximum number of events, at least 1
     * @return fewer than the limit if there are no more
     */
    List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit);

    /** The time of the clock that also stamps events. */
    Instant now();
}
