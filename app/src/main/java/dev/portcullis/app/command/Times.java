package dev.portcullis.app.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as people type them. */
final class Times {
    private Times() {}

    /**
     * Reads a time with its offset, or a day, which is its start in UTC (ISO 8601); up to the next microsecond, as events
     * have no finer times.
     *
     * @throws DateTimeParseException when it is neither
     */
    static Instant read(String text) {
        Instant time = text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
        return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    }
}
