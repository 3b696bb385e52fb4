package dev.portcullis.audit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The months, in UTC, that the log is kept in. A month is dropped as a whole, and what is left is never touched. Called
 * inside a unit of work. Safe for use by many threads.
 */
public interface AuditPartitions {
    /**
     * Which months there was no place for yet.
     *
     * @param made that have their own place now
     * @param skipped that have events already where those without a place of their own go, and stay there
     */
    record Made(List<YearMonth> made, List<YearMonth> skipped) {
        public Made {
            made = List.copyOf(made);
            skipped = List.copyOf(skipped);
        }
    }

    /** Makes a place for the current month and this many more, where there is none. */
    Made makeAhead(int months);

    /**
     * How far back the log can be dropped: the start of a month.
     *
     * @param wanted what happened at this time or later stays
     * @return empty when nothing can be dropped
     */
    Optional<Instant> droppableUntil(Instant wanted);

    /**
     * Drops each month that ends at or before this time, with the leaves of its events.
     *
     * @param boundary as {@link #droppableUntil} gave it
     * @throws RuntimeException when a part of it is younger than 30 days
     */
    List<YearMonth> drop(Instant boundary);

    /** The time of the clock that events are given theirs by. */
    Instant now();

    /** The start of the month in which this time lies. */
    static Instant startOf(Instant time) {
        return startOf(monthOf(time));
    }

    /** The end of the month in which this time lies: the start of the next one. */
    static Instant endOf(Instant time) {
        return startOf(monthOf(time).plusMonths(1));
    }

    private static YearMonth monthOf(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
