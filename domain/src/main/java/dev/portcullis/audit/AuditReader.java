package dev.portcullis.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail as it is read. Called inside a unit of work, one for each page, so that nothing is held while a page is
 * on its way to whoever asked. Safe for use by many threads.
 *
 * <p>An announced attempt that a later event completed is not shown beside that event; one that nothing completed is,
 * with the outcome {@code unknown}.
 */
public interface AuditReader {
    /** Which end of the log comes first. */
    enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /**
     * Events that pass the filter, in order.
     *
     * @param after the place of the last event that was seen; null to begin at the end that comes first
     * @param limit the most events that are wanted, 1 at least
     * @return fewer than the limit when there are no more
     */
    List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit);

    /** The time of the clock that events are given theirs by. */
    Instant now();
}
