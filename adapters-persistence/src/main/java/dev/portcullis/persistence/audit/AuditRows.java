package dev.portcullis.persistence.audit;

import static dev.portcullis.audit.AuditColumn.ACCOUNT_ID;
import static dev.portcullis.audit.AuditColumn.ACTION;
import static dev.portcullis.audit.AuditColumn.ATTEMPT_ID;
import static dev.portcullis.audit.AuditColumn.CLIENT_ADDRESS;
import static dev.portcullis.audit.AuditColumn.COUNT;
import static dev.portcullis.audit.AuditColumn.ID;
import static dev.portcullis.audit.AuditColumn.LOGIN_HASH;
import static dev.portcullis.audit.AuditColumn.MASKED_LOGIN;
import static dev.portcullis.audit.AuditColumn.OCCURRED_AT;
import static dev.portcullis.audit.AuditColumn.OUTCOME;
import static dev.portcullis.audit.AuditColumn.REASON;
import static dev.portcullis.audit.AuditColumn.REPLICA;
import static dev.portcullis.audit.AuditColumn.REQUEST_ID;
import static dev.portcullis.audit.AuditColumn.SESSION_ID;
import static dev.portcullis.audit.AuditColumn.TRACE_ID;
import static dev.portcullis.audit.AuditColumn.TYPE;
import static dev.portcullis.audit.AuditColumn.USER_AGENT;

import dev.portcullis.audit.AuditColumn;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes and reads rows of the table {@code audit_event}. */
final class AuditRows {
    /** What a query selects, so that {@link #read} can read its rows. */
    static final String COLUMNS = names(List.of(AuditColumn.values()));

    /** The database sets the time. */
    private static final List<AuditColumn> INSERTED = Arrays.stream(AuditColumn.values())
            .filter(column -> column != OCCURRED_AT)
            .toList();

    private static final String INSERT = "insert into audit_event (" + names(INSERTED) + ") values ("
            + INSERTED.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") returning occurred_at";

    private AuditRows() {}

    private static String names(List<AuditColumn> columns) {
        return columns.stream().map(AuditColumn::columnName).collect(Collectors.joining(", "));
    }

    /** Returns the time that the database set. */
    static Instant insert(Database database, AuditRecord row) {
        Object[] values = INSERTED.stream().map(column -> column.value(row)).toArray();
        return database.query(INSERT, values).one(inserted -> Query.time(inserted, 1));
    }

    /** Reads the current row of a query for {@link #COLUMNS}. */
    static AuditRecord read(ResultSet row) throws SQLException {
        UUID account = row.getObject(ACCOUNT_ID.columnName(), UUID.class);
        UUID session = row.getObject(SESSION_ID.columnName(), UUID.class);
        return new AuditRecord(
                row.getObject(ID.columnName(), UUID.class),
                row.getObject(OCCURRED_AT.columnName(), OffsetDateTime.class).toInstant(),
                row.getString(ACTION.columnName()),
                row.getString(TYPE.columnName()),
                row.getString(OUTCOME.columnName()),
                row.getString(REASON.columnName()),
                account == null ? null : new AccountId(account),
                session == null ? null : new SessionId(session),
                row.getString(LOGIN_HASH.columnName()),
                row.getString(MASKED_LOGIN.columnName()),
                row.getString(CLIENT_ADDRESS.columnName()),
                row.getString(USER_AGENT.columnName()),
                row.getString(REQUEST_ID.columnName()),
                row.getString(TRACE_ID.columnName()),
                row.getString(REPLICA.columnName()),
                row.getObject(ATTEMPT_ID.columnName(), UUID.class),
                row.getObject(COUNT.columnName(), Long.class));
    }
}
