package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log keeps it. Words are kept as text: a log outlives the versions that wrote it.
 *
 * @param occurredAt by the clock of the store, to the microsecond
 * @param outcome {@code success}, {@code refused}, {@code failed} or {@code unknown}
 * @param reason a stable code; null where the type says it all
 * @param login a keyed hash; null where none was given or an account is known
 * @param attempt the announced attempt that this event completes
 * @param count how many requests the event tells of, at least 1; null for exactly one
 */
public record AuditRecord(
        UUID id,
        Instant occurredAt,
        String action,
        String type,
        String outcome,
        @Nullable String reason,
        @Nullable AccountId account,
        @Nullable SessionId session,
        @Nullable String login,
        @Nullable String maskedLogin,
        String address,
        @Nullable String userAgent,
        String requestId,
        @Nullable String traceId,
        String replica,
        @Nullable AttemptId attempt,
        @Nullable Long count) {
    /** An event of exactly one request. */
    public AuditRecord(
            UUID id,
            Instant occurredAt,
            String action,
            String type,
            String outcome,
            @Nullable String reason,
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable String login,
            @Nullable String maskedLogin,
            String address,
            @Nullable String userAgent,
            String requestId,
            @Nullable String traceId,
            String replica,
            @Nullable AttemptId attempt) {
        this(
                id,
                occurredAt,
                action,
                type,
                outcome,
                reason,
                account,
                session,
                login,
                maskedLogin,
                address,
                userAgent,
                requestId,
                traceId,
                replica,
                attempt,
                null);
    }

    /** Where this event stands in the log. */
    public AuditPosition position() {
        return new AuditPosition(occurredAt, id);
    }
}
