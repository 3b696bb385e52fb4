package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.AuditLogStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Size and age of the audit log in PostgreSQL. Reads few rows and the catalog, never a whole month. */
@ApplicationScoped
public class PostgresAuditLogStats implements AuditLogStats {
    private static final String READ =
            "select (select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits"
                    + " where inhparent in ('audit_event'::regclass, 'audit_leaf'::regclass))::bigint"
                    + " + pg_total_relation_size('audit_seal'),"
                    + " (select min(occurred_at) from audit_event),"
                    + " (select ends_at from audit_seal where kind = 'events' order by number desc limit 1),"
                    + " count_audit_events_without_month()";

    private final Session session;

    PostgresAuditLogStats(Session session) {
        this.session = session;
    }

    @Override
    public Reading read() {
        return session.doReturningWork(connection -> new Query(READ).one(connection, PostgresAuditLogStats::reading));
    }

    private static Reading reading(ResultSet row) throws SQLException {
        return new Reading(row.getLong(1), time(row, 2), time(row, 3), row.getLong(4));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
