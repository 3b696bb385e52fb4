package dev.portcullis.audit.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Size and age of the log. Called inside a unit of work. Safe for use by many threads. */
@FunctionalInterface
public interface AuditLogStats {
    Reading read();

    /**
     * One measurement.
     *
     * @param bytes of all tables of the log, indexes included
     * @param oldestEvent null if there is none
     * @param eventsInDefaultPartition events whose month had no partition in time; such a month is not dropped
     *     separately
     */
    record Reading(long bytes, @Nullable Instant oldestEvent, long eventsInDefaultPartition) {}
}
