package dev.portcullis.persistence.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows for every table there is, also for a table of a later migration: the value of a column follows from its type,
 * except where the distribution of the values matters for the plan. Constraints do not, so checks are dropped. There are
 * never more than a few signing keys.
 */
final class ManyRows {
    /** As in a service that is in use: few rows wait for something. {@code n} is the number of the row. */
    private static final Map<String, String> BY_COLUMN = Map.of(
            "account.email_verified", "n % 20 <> 0",
            "account.disabled", "n % 1000 = 0",
            "session.expires_at", "now() + n % 90 * interval '1 day'",
            "mail_outbox.due_at", "case when n % 1000 = 0 then now() end",
            "mail_outbox.leased_until", "null",
            "audit_event.account_id", "md5('account_id' || n % 1000)::uuid",
            "audit_event.outcome", "case when n % 1000 = 0 then 'unknown' else 'success' end",
            "audit_event.occurred_at", "now() - n::float8 / $rows * interval '2 months'",
            "audit_leaf.occurred_at", "now() - n::float8 / $rows * interval '2 months'",
            "audit_seal.kind", "case when n % 1000 = 0 then 'retention' else 'events' end");

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("uuid", "md5('$column' || n)::uuid"),
            Map.entry("text", "'$column' || n"),
            Map.entry("text[]", "'{}'::text[]"),
            Map.entry("integer", "n"),
            Map.entry("bigint", "n"),
            Map.entry("boolean", "false"),
            Map.entry("bytea", "sha256(n::text::bytea)"),
            Map.entry("date", "current_date - n % 400"),
            Map.entry("timestamp with time zone", "now() - n * interval '1 minute'"));

    private static final String CHECKS = """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
            where contype = 'c' and coninhcount = 0 and connamespace = current_schema()::regnamespace""";

    private static final String COLUMNS = """
            select relname, attname, format_type(atttypid, -1), attnotnull
            from pg_class join pg_attribute on attrelid = pg_class.oid
            where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
                and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
                and relname not in ('flyway_schema_history', 'signing_key')
            order by relname, attnum""";

    private final Connection connection;
    private final int rows;

    ManyRows(Connection connection, int rows) {
        this.connection = connection;
        this.rows = rows;
    }

    /** Fills all tables, and has the planner learn about them. */
    void insert() throws SQLException {
        for (String drop : column(CHECKS)) {
            execute(drop);
        }
        // Neither foreign keys nor the rules of the audit log.
        execute("set session_replication_role = replica");
        execute("select make_audit_month('audit_event', month::date), make_audit_month('audit_leaf', month::date)"
                + " from generate_series(date_trunc('month', now() - interval '2 months'), now(),"
                + " interval '1 month') month");
        for (Map.Entry<String, Map<String, String>> table : tables().entrySet()) {
            Map<String, String> columns = table.getValue();
            execute("insert into " + table.getKey() + " (" + String.join(", ", columns.keySet()) + ") select "
                    + String.join(", ", columns.values()) + " from generate_series(1, " + rows + ") n");
        }
        execute("vacuum analyze");
    }

    /** Table to column to expression. */
    private Map<String, Map<String, String>> tables() throws SQLException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet column = statement.executeQuery(COLUMNS)) {
            while (column.next()) {
                tables.computeIfAbsent(column.getString(1), table -> new LinkedHashMap<>())
                        .put(
                                "\"" + column.getString(2) + "\"",
                                value(
                                        column.getString(1),
                                        column.getString(2),
                                        column.getString(3),
                                        column.getBoolean(4)));
            }
        }
        return tables;
    }

    private String value(String table, String column, String type, boolean isNotNull) {
        String chosen = BY_COLUMN.get(table + "." + column);
        if (chosen == null) {
            String usual = BY_TYPE.get(type);
            if (usual == null) {
                throw new IllegalStateException("no value of type " + type + " for " + table + "." + column);
            }
            chosen = isNotNull ? usual : "case when n % 10 = 0 then " + usual + " end";
        }
        return chosen.replace("$column", column).replace("$rows", Integer.toString(rows));
    }

    private Iterable<String> column(String query) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.put(row.getString(1), "");
            }
        }
        return values.keySet();
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
