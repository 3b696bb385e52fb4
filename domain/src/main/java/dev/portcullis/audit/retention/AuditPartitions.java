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
    /** The months that now have a partition; skipped are those of which the default partition already has events. */
    record Made(List<YearMonth> made, List<YearMonth> skipped) {
        public Made {
            made = List.copyOf(made);
            skipped = List.copyOf(skipped);
        }
    }

    /** Creates the missing partitions of the current month and this many following months. */
    Made makeAhead(int months);

    /** The start of the month before which the log can be dropped, at the latest this time; empty if nothing can. */
    Optional<Instant> droppableUntil(Instant wanted);

    /**
     * Drops each month that ends at or before this result of {@link #droppableUntil}, with the digests of its events.
     * Throws if a part of it is younger than 30 days.
     */
    List<YearMonth> drop(Instant boundary);

    /** The time of the clock that also stamps events. */
    Instant now();
}
