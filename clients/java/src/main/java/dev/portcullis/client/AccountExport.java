package dev.portcullis.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is stored about an account. */
public record AccountExport(
        ExportedAccount account,
        List<ExportedSession> sessions,
        List<ExportedNotice> notices,
        List<AuditEvent> events) {

    /** The account. */
    public record ExportedAccount(
            UUID id, String email, String name, boolean emailVerified, List<String> groups, Instant createdAt) {
        static ExportedAccount of(JsonObject json) {
            return new ExportedAccount(
                    json.id("id"),
                    json.text("email"),
                    json.text("name"),
                    json.bool("email_verified"),
                    json.texts("groups"),
                    json.time("created_at"));
        }
    }

    /** An active session. */
    public record ExportedSession(UUID id, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {
        static ExportedSession of(JsonObject json) {
            return new ExportedSession(
                    json.id("id"), json.time("created_at"), json.time("last_used_at"), json.time("expires_at"));
        }
    }

    /** A mail that waits or was sent in the last days. */
    public record ExportedNotice(String kind, String language, Instant enqueuedAt, boolean completed) {
        static ExportedNotice of(JsonObject json) {
            return new ExportedNotice(
                    json.text("kind"), json.text("language"), json.time("enqueued_at"), json.bool("completed"));
        }
    }

    static AccountExport of(JsonObject json) {
        return new AccountExport(
                ExportedAccount.of(json.object("account")),
                json.list("sessions", ExportedSession::of),
                json.list("notices", ExportedNotice::of),
                json.list("events", AuditEvent::of));
    }
}
