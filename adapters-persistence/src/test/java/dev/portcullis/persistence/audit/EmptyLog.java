package dev.portcullis.persistence.audit;

import dev.portcullis.persistence.Sql;
import java.util.List;

/** Past the triggers, as only the superuser of the database can. */
final class EmptyLog {
    private EmptyLog() {}

    /** Leaves nothing of events, leaves and seals, nor of months but those that the migrations made. */
    static void make(Sql sql) {
        made(sql).forEach(month -> sql.execute("drop table " + month));
        change(sql, "truncate audit_event, audit_leaf, audit_seal");
    }

    private static List<String> made(Sql sql) {
        return sql
                .query("select child.oid::regclass::text as name from pg_inherits"
                        + " join pg_class child on child.oid = inhrelid"
                        + " where inhparent in ('audit_event'::regclass, 'audit_leaf'::regclass)"
                        + " and case when child.relname ~ '_[0-9]{4}_[0-9]{2}$' then"
                        + " to_date(right(child.relname, 7), 'YYYY_MM') not between"
                        + " date_trunc('month', now() at time zone 'UTC') and now() + interval '2 months' end")
                .stream()
                .map(row -> (String) row.get("name"))
                .toList();
    }

    /** One statement, for which no trigger is fired. */
    static void change(Sql sql, String statement) {
        sql.execute("begin; set local session_replication_role = replica; " + statement + "; commit");
    }
}
