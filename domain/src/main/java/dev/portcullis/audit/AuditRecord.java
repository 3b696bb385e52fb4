package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as stored in the log. Codes are stored as text, because the log outlives the versions that wrote it. Immutable.
 *
 * @param occurredAt by the clock of the store, to the microsecond
 * @param outcome {@code success}, {@code refused}, {@code failed} or {@code unknown}
 * @param reason a stable code; null where the type says it all
 * @param login the alias of the login; null if the caller named none. In events of earlier versions a keyed hash
 * @param maskedLogin null if there is no login, or if it was {@linkplain AuditWriter#forget forgotten}
 * @param attempt the id of the announced event that this event completes
 * @param count the number of requests that the event stands for, at least 1; null for exactly one
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
        @Nullable UUID attempt,
        @Nullable Long count) {
    public AuditPosition position() {
        return new AuditPosition(occurredAt, id);
    }

    /** The same event without its caller: address, user agent, session, request and trace. */
    public AuditRecord withoutCaller() {
        return new AuditRecord(
                id,
                occurredAt,
                action,
                type,
                outcome,
                reason,
                account,
                null,
                login,
                maskedLogin,
                "",
                null,
                "",
                null,
                replica,
                attempt,
                count);
    }

    public AuditRecord at(AuditPosition position) {
        return new AuditRecord(
                position.id(),
                position.occurredAt(),
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
                count);
    }
}
