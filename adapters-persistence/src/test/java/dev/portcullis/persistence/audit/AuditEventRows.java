package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.Sql;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events put into the table as they are, their time included. */
final class AuditEventRows {
    private AuditEventRows() {}

    static void insert(Sql sql, AuditRecord event) {
        sql.execute("insert into audit_event (" + AuditRows.COLUMNS + ") values (" + values(event) + ")");
    }

    private static String values(AuditRecord event) {
        AccountId account = event.account();
        SessionId session = event.session();
        UUID attempt = event.attempt();
        return Stream.of(
                        literal(event.id()),
                        literal(event.occurredAt()),
                        literal(event.action()),
                        literal(event.type()),
                        literal(event.outcome()),
                        literal(event.reason()),
                        literal(account == null ? null : account.value()),
                        literal(session == null ? null : session.value()),
                        literal(event.login()),
                        literal(event.maskedLogin()),
                        literal(event.address()),
                        literal(event.userAgent()),
                        literal(event.requestId()),
                        literal(event.traceId()),
                        literal(event.replica()),
                        literal(attempt),
                        literal(event.count()))
                .collect(Collectors.joining(", "));
    }

    /** Fit for the columns of the table, which take their own form out of a text. */
    static String literal(@Nullable Object value) {
        return value == null ? "null" : "'" + value.toString().replace("'", "''") + "'";
    }

    static String literal(Instant time) {
        return "timestamptz '" + time + "'";
    }
}
