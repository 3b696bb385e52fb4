package dev.portcullis.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit log. What does not apply is null.
 *
 * @param outcome {@code success}, {@code refused}, {@code failed}, or {@code unknown}: announced and not completed
 * @param attemptId the announced attempt that this event completes
 * @param count number of requests that this event counts; null for a single request
 */
public record AuditEvent(
        UUID id,
        Instant occurredAt,
        String action,
        String type,
        String outcome,
        @Nullable String reason,
        @Nullable UUID accountId,
        @Nullable UUID sessionId,
        @Nullable String loginHash,
        @Nullable String maskedLogin,
        String clientAddress,
        @Nullable String userAgent,
        String requestId,
        @Nullable String traceId,
        String replica,
        @Nullable UUID attemptId,
        @Nullable Long count) {
    static AuditEvent of(JsonObject json) {
        return new AuditEvent(
                json.id("id"),
                json.time("occurred_at"),
                json.text("action"),
                json.text("type"),
                json.text("outcome"),
                json.optional("reason", json::text),
                json.optional("account_id", json::id),
                json.optional("session_id", json::id),
                json.optional("login_hash", json::text),
                json.optional("masked_login", json::text),
                json.text("client_address"),
                json.optional("user_agent", json::text),
                json.text("request_id"),
                json.optional("trace_id", json::text),
                json.text("replica"),
                json.optional("attempt_id", json::id),
                json.optional("count", json::number));
    }
}
