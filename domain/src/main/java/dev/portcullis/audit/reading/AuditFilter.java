package dev.portcullis.audit.reading;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects events. A null component matches everything.
 *
 * @param from the earliest time, inclusive
 * @param until the latest time, exclusive
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String type,
        @Nullable String outcome,
        @Nullable AccountId account,
        @Nullable SessionId session,
        @Nullable String address) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);

    AuditFilter startingAt(Instant start) {
        return new AuditFilter(start, until, type, outcome, account, session, address);
    }

    AuditFilter endingAt(Instant end) {
        return new AuditFilter(from, end, type, outcome, account, session, address);
    }
}
