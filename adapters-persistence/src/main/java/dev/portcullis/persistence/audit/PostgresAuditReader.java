package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log in PostgreSQL. A page continues after the primary key of the last one, so each page costs the
 * same.
 */
@ApplicationScoped
public class PostgresAuditReader implements AuditReader {
    /**
     * The completion of an attempt is later than the attempt; one day allows for a clock that was set back. The limit
     * lets PostgreSQL skip earlier months and use the index.
     */
    private static final String IS_NOT_COMPLETED =
            "(outcome <> 'unknown' or not exists (select from audit_event completion where completion.attempt_id = e.id"
                    + " and completion.occurred_at >= e.occurred_at - interval '1 day'))";

    private final Database database;

    PostgresAuditReader(Database database) {
        this.database = database;
    }

    @Override
    public List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {
        AccountId account = filter.account();
        SessionId ofSession = filter.session();
        Query query = database.query("select " + AuditRows.SHOWN + " from audit_event e" + AuditLoginRows.JOIN
                        + " where " + IS_NOT_COMPLETED)
                .addUnlessNull(" and occurred_at >= ?", filter.from())
                .addUnlessNull(" and occurred_at < ?", filter.until())
                .addUnlessNull(" and type = ?", filter.type())
                .addUnlessNull(" and outcome = ?", filter.outcome())
                .addUnlessNull(" and account_id = ?", account == null ? null : account.value())
                .addUnlessNull(" and session_id = ?", ofSession == null ? null : ofSession.value())
                .addUnlessNull(" and client_address = ?", filter.address());
        String beyond = order == Order.NEWEST_FIRST ? "<" : ">";
        if (after != null) {
            // Redundant, but it lets PostgreSQL skip whole months.
            query = query.add(" and occurred_at " + beyond + "= ?", after.occurredAt())
                    .add(" and (occurred_at, id) " + beyond + " (?, ?)", after.occurredAt(), after.id());
        }
        String direction = order == Order.NEWEST_FIRST ? " desc" : "";
        return query.add(" order by occurred_at" + direction + ", id" + direction + " limit ?", limit)
                .list(AuditRows::read);
    }

    @Override
    public Instant now() {
        return database.now();
    }
}
