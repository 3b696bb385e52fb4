package dev.portcullis.http.audit;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.audit.AuditColumn;
import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event in a response. The components are for the OpenAPI document; values come from {@link AuditColumn}. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "AuditEvent", description = "What does not apply is left out.")
public record AuditEventBody(
        @Schema(required = true, format = "uuid") String id,

        @Schema(required = true, format = "date-time", description = "By the database's clock, to the microsecond.")
        String occurredAt,

        @Schema(required = true, examples = "sign_in") String action,

        @Schema(
                required = true,
                examples = "authn_login_fail",
                description = "An event name of the OWASP Logging Vocabulary, or `authn_attempt`.")
        String type,

        @Schema(
                required = true,
                enumeration = {"success", "refused", "failed", "unknown"},
                description = "`unknown`: the attempt was announced and never completed.")
        String outcome,

        @Schema(examples = "wrong_password") @Nullable String reason,

        @Schema(format = "uuid") @Nullable String accountId,

        @Schema(format = "uuid") @Nullable String sessionId,

        @Schema(description = "A random alias, the same for the same login until its account is deleted.") @Nullable String loginHash,

        @Schema(examples = "u***@e***") @Nullable String maskedLogin,

        @Schema(required = true) String clientAddress,

        @Nullable String userAgent,

        @Schema(required = true) String requestId,

        @Schema(description = "The trace id of W3C Trace Context, if the caller sent one.") @Nullable String traceId,

        @Schema(required = true, description = "The process that wrote the event.")
        String replica,

        @Schema(format = "uuid", description = "The announced attempt that this event completes.") @Nullable String attemptId,

        @Schema(
                minimum = "1",
                examples = "4711",
                description = "Number of requests of one network with the same action, type and reason that this event"
                        + " counts; absent for a single request.")
        @Nullable Long count) {
    /** RFC 3339, always with six fractional digits, so that the text order is the time order. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The values by the names of their columns; what does not apply is left out. */
    public static Map<String, Object> of(AuditRecord event) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (AuditColumn column : AuditColumn.values()) {
            Object value = column.value(event);
            if (value != null) {
                body.put(column.columnName(), value instanceof Long ? value : text(value));
            }
        }
        return body;
    }

    public static String text(Object value) {
        return value instanceof Instant time ? TIME.format(time) : value.toString();
    }
}
