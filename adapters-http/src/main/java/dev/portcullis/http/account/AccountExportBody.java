package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.account.Account;
import dev.portcullis.http.audit.AuditEventBody;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.selfservice.ExportAccount;
import dev.portcullis.session.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The export of an account. The components are for the OpenAPI document; {@link #write} streams the events. */
@Schema(name = "AccountExport")
record AccountExportBody(
        @Schema(required = true) ExportedAccount account,

        @Schema(required = true, description = "The active sessions.")
        List<ExportedSession> sessions,

        @Schema(required = true, description = "The mails that wait or were sent in the last days.")
        List<ExportedNotice> notices,

        @Schema(
                required = true,
                type = SchemaType.ARRAY,
                implementation = AuditEventBody.class,
                description = "The audit events of the account, oldest first. Those of administrators have no address,"
                        + " user agent, session, request or trace.")
        List<Map<String, Object>> events) {

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "ExportedAccount",
            requiredProperties = {"id", "email", "name", "email_verified", "groups", "created_at"})
    record ExportedAccount(
            String id,
            String email,
            String name,
            @JsonProperty("email_verified") boolean emailVerified,
            List<String> groups,
            String createdAt) {
        static ExportedAccount of(Account account) {
            return new ExportedAccount(
                    account.id().toString(),
                    account.email().value(),
                    account.name().value(),
                    account.emailVerified(),
                    List.copyOf(new TreeSet<>(account.groups())),
                    AuditEventBody.text(account.createdAt()));
        }
    }

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "ExportedSession",
            requiredProperties = {"id", "created_at", "last_used_at", "expires_at"})
    record ExportedSession(String id, String createdAt, String lastUsedAt, String expiresAt) {
        static ExportedSession of(Session session) {
            return new ExportedSession(
                    session.id().toString(),
                    AuditEventBody.text(session.createdAt()),
                    AuditEventBody.text(session.advancedAt()),
                    AuditEventBody.text(session.expiresAt()));
        }
    }

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "ExportedNotice",
            requiredProperties = {"kind", "language", "enqueued_at", "completed"})
    record ExportedNotice(String kind, String language, String enqueuedAt, boolean completed) {
        static ExportedNotice of(MailOutbox.Listed notice) {
            return new ExportedNotice(
                    notice.kind().name().toLowerCase(Locale.ROOT),
                    notice.language().toLanguageTag(),
                    AuditEventBody.text(notice.enqueuedAt()),
                    notice.isCompleted());
        }
    }

    /** A mapper of its own, so that no setting of the application's mapper changes the format. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build();

    /** Reads the events page by page while they are written. */
    static void write(ExportAccount.Exported exported, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            // Without an end of what was not written, a failed export is no valid JSON.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            json.writeObjectField("account", ExportedAccount.of(exported.account()));
            json.writeObjectField(
                    "sessions",
                    exported.sessions().stream().map(ExportedSession::of).toList());
            json.writeObjectField(
                    "notices",
                    exported.notices().stream().map(ExportedNotice::of).toList());
            json.writeArrayFieldStart("events");
            exported.forEachEvent(event -> {
                try {
                    json.writeObject(AuditEventBody.of(event));
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
