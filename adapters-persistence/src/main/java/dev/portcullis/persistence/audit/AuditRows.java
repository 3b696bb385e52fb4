package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AttemptId;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code audit_event} as SQL writes and reads them. */
final class AuditRows {
    /** In the order in which {@link #read} takes them. */
    static final String COLUMNS = "id, occurred_at, action, type, outcome, reason, account_id, session_id, login_hash,"
            + " masked_login, client_address, user_agent, request_id, trace_id, replica, attempt_id, count";

    private static final String INSERT = "insert into audit_event (id, action, type, outcome, reason, account_id,"
            + " session_id, login_hash, masked_login, client_address, user_agent, request_id, trace_id, replica,"
            + " attempt_id, count) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning occurred_at";

    private AuditRows() {}

    /**
     * Inserts an event.
     *
     * @return the time that the database gave it
     */
    static Instant insert(Connection connection, AuditRecord row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Object[] values = {
                row.id(),
                row.action(),
                row.type(),
                row.outcome(),
                row.reason(),
                uuid(row.account()),
                uuid(row.session()),
                row.login(),
                row.maskedLogin(),
                row.address(),
                row.userAgent(),
                row.requestId(),
                row.traceId(),
                row.replica(),
                uuid(row.attempt()),
                row.count()
            };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            try (ResultSet inserted = insert.executeQuery()) {
                if (!inserted.next()) {
                    throw new SQLException("the row was not inserted");
                }
                return inserted.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** The row that the cursor stands on. */
    static AuditRecord read(ResultSet row) throws SQLException {
        UUID account = row.getObject(7, UUID.class);
        UUID session = row.getObject(8, UUID.class);
        UUID attempt = row.getObject(16, UUID.class);
        return new AuditRecord(
                row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                account == null ? null : new AccountId(account),
                session == null ? null : new SessionId(session),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                attempt == null ? null : new AttemptId(attempt),
                row.getObject(17, Long.class));
    }

    static AuditRecord at(Instant time, AuditRecord row) {
        return new AuditRecord(
                row.id(),
                time,
                row.action(),
                row.type(),
                row.outcome(),
                row.reason(),
                row.account(),
                row.session(),
                row.login(),
                row.maskedLogin(),
                row.address(),
                row.userAgent(),
                row.requestId(),
                row.traceId(),
                row.replica(),
                row.attempt(),
                row.count());
    }

    private static @Nullable UUID uuid(@Nullable AccountId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable UUID uuid(@Nullable SessionId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable UUID uuid(@Nullable AttemptId id) {
        return id == null ? null : id.value();
    }
}
