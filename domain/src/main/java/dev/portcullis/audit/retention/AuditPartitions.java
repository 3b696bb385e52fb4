package dev.portcullis.audit.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * The monthly partitions of the log, in UTC. A month is dropped as a whole; the others are never changed. Called inside a
 * unit of work. Thread-safe.
 */
public interface AuditPartitions {
    /**
     * The result of creating partitions.
     *
     * @param made the months that now have a partition
     * @param skipped the months that have none because the default partition already contains events of them
     */
    record Made(List<YearMonth> made, List<YearMonth> skipped) {
        public Made {
            made = List.copyOf(made);
            skipped = List.copyOf(skipped);
        }
    }

    /** Creates the missing partitions of the current month and this many following months. */
    Made makeAhead(int months);

    /**
     * The start of the month before which the log can be dropped.
     *
     * @param wanted events at this time or later are kept
     * @return empty if nothing can be dropped
     */
    Optional<Instant> droppableUntil(Instant wanted);

    /**
     * Drops each month that ends at or before this time, with the digests of its events.
     *
     * @param boundary a result of {@link #droppableUntil}
     * @throws RuntimeException if a part of it is younger than 30 days
     */
    List<YearMonth> drop(Instant boundary);

    /** The time of the clock that also stamps events. */
    Instant now();
}
