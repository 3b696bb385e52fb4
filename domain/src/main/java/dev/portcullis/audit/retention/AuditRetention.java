package dev.portcullis.audit.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long events are kept.
 *
 * @param time after which the month of an event may be dropped, 30 days at least; null for ever
 */
public record AuditRetention(@Nullable Duration time) {
    /** Whoever looks into a break-in needs the weeks before it; the database refuses to drop younger months as well. */
    public static final Duration SHORTEST = Duration.ofDays(30);

    public static final AuditRetention FOR_EVER = new AuditRetention(null);

    public AuditRetention {
        if (time != null && time.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("events are kept for 30 days at least");
        }
    }
}
