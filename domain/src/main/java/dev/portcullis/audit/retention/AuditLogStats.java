package dev.portcullis.audit.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How large and how old the log is. Called inside a unit of work. Safe for use by many threads. */
@FunctionalInterface
public interface AuditLogStats {
    Reading read();

    /**
     * What was measured.
     *
     * @param bytes of events, leaves and seals, indexes included
     * @param oldestEvent when it occurred; null when there is no event
     * @param sealedUntil the end of what is sealed; null when nothing is
     * @param eventsInDefaultPartition that no month was made for in time; their months are not dropped one by one
     */
    record Reading(
            long bytes,
            @Nullable Instant oldestEvent,
            @Nullable Instant sealedUntil,
            long eventsInDefaultPartition) {}
}
