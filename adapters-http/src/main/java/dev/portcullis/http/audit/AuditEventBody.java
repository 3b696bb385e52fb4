package dev.portcullis.http.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.audit.AuditRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event in a response, with the column names of the table. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "occurred_at",
    "action",
    "type",
    "outcome",
    "reason",
    "account_id",
    "session_id",
    "login_hash",
    "masked_login",
    "client_address",
    "user_agent",
    "request_id",
    "trace_id",
    "replica",
    "attempt_id",
    "count"
})
@Schema(name = "AuditEvent", description = "What does not apply is left out.")
record AuditEventBody(
        @Schema(required = true, format = "uuid") String id,

        @Schema(required = true, format = "date-time", description = "By the database's clock, to the microsecond.")
        @JsonProperty("occurred_at")
        String occurredAt,

        @Schema(required = true, examples = "sign_in") String action,

        @Schema(
                required = true,
                examples = "authn_login_fail",
                description = "A word of the OWASP Logging Vocabulary; `authn_attempt` is ours.")
        String type,

        @Schema(
                required = true,
                enumeration = {"success", "refused", "failed", "unknown"},
                description = "`unknown`: an attempt was announced and nothing completed it.")
        String outcome,

        @Schema(examples = "wrong_password") @Nullable String reason,

        @Schema(format = "uuid") @JsonProperty("account_id") @Nullable String accountId,

        @Schema(format = "uuid") @JsonProperty("session_id") @Nullable String sessionId,

        @Schema(description = "A keyed hash, the same for the same login; only where no account is known.")
        @JsonProperty("login_hash")
        @Nullable String loginHash,

        @Schema(examples = "u***@e***") @JsonProperty("masked_login") @Nullable String maskedLogin,

        @Schema(required = true) @JsonProperty("client_address")
        String clientAddress,

        @JsonProperty("user_agent") @Nullable String userAgent,

        @Schema(required = true) @JsonProperty("request_id") String requestId,

        @Schema(description = "Of W3C Trace Context, where the caller sent one.") @JsonProperty("trace_id") @Nullable String traceId,

        @Schema(required = true, description = "The process that wrote the event.")
        String replica,

        @Schema(format = "uuid", description = "The announced attempt that this event completes.")
        @JsonProperty("attempt_id")
        @Nullable String attemptId,

        @Schema(
                minimum = "1",
                examples = "4711",
                description = "How many requests of one network, alike in action, type and reason, this event tells of;"
                        + " left out for exactly one.")
        @Nullable Long count) {
    /** RFC 3339, always with six fractional digits, so that the text order is the time order. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static AuditEventBody of(AuditRecord event) {
        return new AuditEventBody(
                event.id().toString(),
                TIME.format(event.occurredAt()),
                event.action(),
                event.type(),
                event.outcome(),
                event.reason(),
                text(event.account()),
                text(event.session()),
                event.login(),
                event.maskedLogin(),
                event.address(),
                event.userAgent(),
                event.requestId(),
                event.traceId(),
                event.replica(),
                text(event.attempt()),
                event.count());
    }

    /** A value of an event, as {@code AuditColumn} has it, as text. */
    static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof Instant time ? TIME.format(time) : value.toString();
    }
}
