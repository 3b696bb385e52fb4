package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.Session;

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
        return new Query(session, READ)
                .one(row -> new Reading(
                        row.getLong(1), Query.timeOrNull(row, 2), Query.timeOrNull(row, 3), row.getLong(4)));
    }
}
