package dev.portcullis.bench.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Fills the audit log of a service with past events. */
public final class PastEvents {
    private static final int AT_ONCE = 500_000;
    private static final int MONTHS = 11;

    private static final String MAKE_MONTHS = """
            select make_audit_month('audit_event', month::date)
            from generate_series(date_trunc('month', now() - make_interval(months => ?)), now(), interval '1 month') month
            """;

    /** Events in order of time up to now, of 100,000 accounts, with request ids that are random in the index. */
    private static final String FILL = """
            insert into audit_event (id, occurred_at, action, type, outcome, reason, account_id, session_id,
                client_address, user_agent, request_id, replica)
            select gen_random_uuid(), now() - make_interval(months => ?) * (1 - n::float8 / ?), 'refresh',
                'authn_token_created', 'success', 'advanced', md5((n % 100000)::text)::uuid,
                md5('session' || n / 20)::uuid, '203.0.113.7',
                'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', gen_random_uuid()::text, 'bench'
            from generate_series(?::bigint, ?::bigint) n
            """;

    private PastEvents() {}

    /** Distributes them over the months up to now, and prints a summary. */
    public static void fill(Database database, String name, int rows) throws SQLException {
        long before = System.nanoTime();
        try (Connection connection = database.connect(name);
                Statement statement = connection.createStatement()) {
            makeMonths(connection);
            insert(connection, rows);
            statement.execute("vacuum analyze audit_event");
            statement.execute("checkpoint");
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d events, %s with indexes, filled in %d s%n",
                    name,
                    rows,
                    size(statement),
                    (System.nanoTime() - before) / 1_000_000_000);
        }
    }

    private static void makeMonths(Connection connection) throws SQLException {
        try (PreparedStatement months = connection.prepareStatement(MAKE_MONTHS)) {
            months.setInt(1, MONTHS);
            months.execute();
        }
    }

    private static void insert(Connection connection, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(FILL)) {
            for (int first = 1; first <= rows; first += AT_ONCE) {
                insert.setInt(1, MONTHS);
                insert.setInt(2, rows);
                insert.setInt(3, first);
                insert.setInt(4, Math.min(rows, first + AT_ONCE - 1));
                int inserted = insert.executeUpdate();
                assert inserted > 0;
            }
        }
    }

    private static String size(Statement statement) throws SQLException {
        try (ResultSet size = statement.executeQuery(
                "select pg_size_pretty(sum(pg_total_relation_size(relid))) from pg_partition_tree('audit_event')")) {
            return size.next() ? size.getString(1) : "of unknown size";
        }
    }
}
