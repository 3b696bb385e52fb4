package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditReader;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log in PostgreSQL. A page begins where the last one ended, by the primary key, so that the thousandth
 * costs what the first does.
 */
@ApplicationScoped
public class PostgresAuditReader implements AuditReader {
    /**
     * What completes an attempt comes after it; the day is for a clock that was put back. The limit lets PostgreSQL look
     * into the months from there on alone, and by the index.
     */
    private static final String IS_NOT_COMPLETED =
            "(outcome <> 'unknown' or not exists (select from audit_event completion where completion.attempt_id = e.id"
                    + " and completion.occurred_at >= e.occurred_at - interval '1 day'))";

    private final Session session;

    PostgresAuditReader(Session session) {
        this.session = session;
    }

    @Override
    public List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {
        AccountId account = filter.account();
        SessionId ofSession = filter.session();
        Query query = new Query("select " + AuditRows.COLUMNS + " from audit_event e where " + IS_NOT_COMPLETED)
                .addUnlessNull(" and occurred_at >= ?", filter.from())
                .addUnlessNull(" and occurred_at < ?", filter.until())
                .addUnlessNull(" and type = ?", filter.type())
                .addUnlessNull(" and outcome = ?", filter.outcome())
                .addUnlessNull(" and account_id = ?", account == null ? null : account.value())
                .addUnlessNull(" and session_id = ?", ofSession == null ? null : ofSession.value())
                .addUnlessNull(" and client_address = ?", filter.address());
        String beyond = order == Order.NEWEST_FIRST ? "<" : ">";
        if (after != null) {
            // The first says nothing new, but by it PostgreSQL leaves out whole months.
            query = query.add(" and occurred_at " + beyond + "= ?", after.occurredAt())
                    .add(" and (occurred_at, id) " + beyond + " (?, ?)", after.occurredAt(), after.id());
        }
        String direction = order == Order.NEWEST_FIRST ? " desc" : "";
        Query page = query.add(" order by occurred_at" + direction + ", id" + direction + " limit ?", limit);
        return session.doReturningWork(connection -> page.list(connection, AuditRows::read));
    }

    @Override
    public Instant now() {
        return session.doReturningWork(connection -> new Query("select clock_timestamp()")
                .one(connection, row -> row.getObject(1, OffsetDateTime.class).toInstant()));
    }
}
