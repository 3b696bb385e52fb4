package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;

/** Size and age of the audit log in PostgreSQL. Reads few rows and the catalog, never a whole month. */
@ApplicationScoped
public class PostgresAuditLogStats implements AuditLogStats {
    private static final String READ =
            "select (select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits"
                    + " where inhparent in ('audit_event'::regclass, 'audit_leaf'::regclass))::bigint"
                    + " + pg_total_relation_size('audit_seal'),"
                    + " (select min(occurred_at) from audit_event),"
                    + " count_audit_events_without_month()";

    private final Database database;

    PostgresAuditLogStats(Database database) {
        this.database = database;
    }

    @Override
    public Reading read() {
        return database.query(READ).one(row -> new Reading(row.getLong(1), Query.timeOrNull(row, 2), row.getLong(3)));
    }
}
