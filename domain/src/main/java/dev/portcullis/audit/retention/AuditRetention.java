package dev.portcullis.audit.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The retention of events.
 *
 * @param time after which the month of an event may be dropped, at least 30 days; null for unlimited retention
 */
public record AuditRetention(@Nullable Duration time) {
    /** Investigating a break-in requires the weeks before it. The database refuses to drop younger months as well. */
    public static final Duration SHORTEST = Duration.ofDays(30);

    public static final AuditRetention FOR_EVER = new AuditRetention(null);

    public AuditRetention {
        if (time != null && time.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("events are kept for 30 days at least");
        }
    }
}
