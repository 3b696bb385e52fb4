package dev.portcullis.audit.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Size and age of the log. Called inside a unit of work. Safe for use by many threads. */
@FunctionalInterface
public interface AuditLogStats {
    Reading read();

    /**
     * One measurement. A time is null if there is none.
     *
     * @param bytes of events, leaves and seals, indexes included
     * @param eventsInDefaultPartition events whose month had no partition in time; such a month is not dropped
     *     separately
     */
    record Reading(
            long bytes,
            @Nullable Instant oldestEvent,
            @Nullable Instant sealedUntil,
            long eventsInDefaultPartition) {}
}
