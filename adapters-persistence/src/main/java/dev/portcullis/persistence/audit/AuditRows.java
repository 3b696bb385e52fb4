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
import org.jspecify.annotations.Nullable;

/** Writes and reads rows of the table {@code audit_event}. */
final class AuditRows {
    /** What a query selects, so that {@link #read} can read its rows. */
    static final String COLUMNS = names(List.of(AuditColumn.values()));

    /** As {@link #COLUMNS}, of events {@code e} with the masked logins of {@link AuditLoginRows#JOIN}. */
    static final String SHOWN = Arrays.stream(AuditColumn.values())
            .map(column -> column == MASKED_LOGIN
                    ? "coalesce(e.masked_login, known.masked) as masked_login"
                    : "e." + column.columnName())
            .collect(Collectors.joining(", "));

    /** The database sets the time, and {@code audit_login} has the masked login. */
    private static final List<AuditColumn> INSERTED = Arrays.stream(AuditColumn.values())
            .filter(column -> column != OCCURRED_AT && column != MASKED_LOGIN)
            .toList();

    private static final String INSERT = insert("?");

    /** Uses the login as well, in the same round trip. */
    private static final String INSERT_WITH_LOGIN =
            "with login as (" + AuditLoginRows.USE + ") " + insert("(select alias from login)");

    private AuditRows() {}

    private static String names(List<AuditColumn> columns) {
        return columns.stream().map(AuditColumn::columnName).collect(Collectors.joining(", "));
    }

    private static String insert(String alias) {
        return "insert into audit_event (" + names(INSERTED) + ") values ("
                + INSERTED.stream()
                        .map(column -> column == LOGIN_HASH ? alias : "?")
                        .collect(Collectors.joining(", "))
                + ") returning occurred_at";
    }

    /**
     * Returns the time that the database set. Nothing of variable length: before such a result, the driver waits for a
     * round trip of its own.
     *
     * @param pseudonym of the login; null if there is none
     */
    static Instant insert(Database database, AuditRecord row, @Nullable UUID pseudonym) {
        Query query = pseudonym == null
                ? database.query(INSERT)
                : database.query(INSERT_WITH_LOGIN, pseudonym, row.maskedLogin());
        Object[] values = INSERTED.stream()
                .filter(column -> pseudonym == null || column != LOGIN_HASH)
                .map(column -> column.value(row))
                .toArray();
        return query.add("", values).one(inserted -> Query.time(inserted, 1));
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
