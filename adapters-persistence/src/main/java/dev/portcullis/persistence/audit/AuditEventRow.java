package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code audit_event}, without its time: the database gives that. Only written; what is not known is
 * null.
 */
@Entity
@Table(name = "audit_event")
class AuditEventRow {
    @Id
    private UUID id;

    @Column(nullable = false)
    private String type;

    @Column(nullable = false)
    private String outcome;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "account_id")
    private @Nullable UUID account;

    @Column(name = "session_id")
    private @Nullable UUID session;

    @Column(name = "masked_login")
    private @Nullable String maskedLogin;

    @Column(name = "client_address", nullable = false)
    private String clientAddress;

    @Column(name = "user_agent")
    private @Nullable String userAgent;

    @Column(name = "request_id", nullable = false)
    private String requestId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    AuditEventRow() {}

    static AuditEventRow of(UUID id, AuditEvent event, CallerContext caller) {
        AuditEventRow row = new AuditEventRow();
        row.id = id;
        row.type = event.type();
        row.outcome = event.outcome().name().toLowerCase(Locale.ROOT);
        row.reason = known(event.reason());
        AccountId account = event.account();
        row.account = account == null ? null : account.value();
        SessionId session = event.session();
        row.session = session == null ? null : session.value();
        row.maskedLogin = known(event.maskedLogin());
        row.clientAddress = printable(caller.address().value());
        row.userAgent = known(printable(caller.userAgent()));
        row.requestId = caller.requestId().value();
        return row;
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * What a caller chose freely, without characters that PostgreSQL refuses (NUL) or that forge a line where the log is
     * exported: no caller can keep an event out of the log by the name of its program.
     */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> isPrintable(c) ? c : '\uFFFD').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
