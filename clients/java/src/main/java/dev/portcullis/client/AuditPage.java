package dev.portcullis.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log.
 *
 * @param next the {@code cursor} of the next page; null when there are no more events
 */
public record AuditPage(List<AuditEvent> events, @Nullable String next) {
    static AuditPage of(JsonObject json) {
        return new AuditPage(json.list("events", AuditEvent::of), json.optional("next", json::text));
    }
}
