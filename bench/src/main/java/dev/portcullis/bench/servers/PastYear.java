package dev.portcullis.bench.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fills a database with accounts, their sessions, and audit events of the last months. */
public final class PastYear {
    /** The months before the current one that have events. */
    public static final int MONTHS = 11;

    private static final int AT_ONCE = 500_000;

    private static final String MAKE_MONTHS = """
            select make_audit_month('audit_event', month::date), make_audit_month('audit_leaf', month::date)
            from generate_series(date_trunc('month', now() - make_interval(months => ?)), now(), interval '1 month') month
            """;

    /** Events in order of time up to now, with request ids that are random in the index. */
    private static final String EVENTS = """
            insert into audit_event (id, occurred_at, action, type, outcome, reason, account_id, session_id,
                client_address, user_agent, request_id, replica)
            select gen_random_uuid(), now() - make_interval(months => ?) * (1 - n::float8 / ?), 'refresh',
                'authn_token_created', 'success', 'advanced', md5('account' || n % ?)::uuid,
                md5('session' || n % ?)::uuid, '203.0.113.7',
                'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', gen_random_uuid()::text, 'bench'
            from generate_series(?::bigint, ?::bigint) n
            """;

    /** All have the same password. One account in a hundred has a session that expired long ago as well. */
    private static final List<String> ACCOUNTS = List.of("""
            insert into account (id, email, display_name, email_verified, groups, registration, created_at,
                disabled)
            select md5('account' || n)::uuid, 'user' || n || '@example.com', 'John Doe', true,
                case when n = 1 then '{auditor}'::text[] else '{}' end, 1, now() - interval '1 year', false
            from generate_series(1, $accounts) n""", """
            insert into credential (account_id, password_hash, chosen_at)
            select md5('account' || n)::uuid, '$hash', now() - interval '1 year'
            from generate_series(1, $accounts) n""", """
            insert into session (id, account_id, counter, lost_cycles, lost_in_cycle, created_at, advanced_at, expires_at)
            select md5('session' || n)::uuid, md5('account' || n)::uuid, 1, 0, false, now() - interval '1 day',
                now() - interval '1 hour', now() + interval '89 days'
            from generate_series(1, $accounts) n""", """
            insert into session (id, account_id, counter, lost_cycles, lost_in_cycle, created_at, advanced_at, expires_at)
            select md5('expired' || n)::uuid, md5('account' || n)::uuid, 1, 0, false, now() - interval '300 days',
                now() - interval '300 days', now() - interval '200 days'
            from generate_series(1, $accounts, 100) n""");

    private static final String INDEXES = """
            select indexname, replace(indexdef, ' ON ONLY ', ' ON ') from pg_indexes
            where tablename = 'audit_event' and indexname not like 'pk%'""";

    private final Connection connection;
    private final int accounts;

    private PastYear(Connection connection, int accounts) {
        this.connection = connection;
        this.accounts = accounts;
    }

    /**
     * Fills the database of a service that has started, and prints a summary. Accounts are named {@code user1@example.com}
     * and so on. The first is an auditor.
     *
     * @param hash of the password of all accounts
     */
    public static void fill(Database database, String name, int accounts, int events, String hash) throws SQLException {
        long before = System.nanoTime();
        try (Connection connection = database.connect(name)) {
            PastYear past = new PastYear(connection, accounts);
            // Without checks of foreign keys.
            past.execute("set session_replication_role = replica");
            past.execute("set maintenance_work_mem = '512MB'");
            for (String insert : ACCOUNTS) {
                past.execute(
                        insert.replace("$accounts", Integer.toString(accounts)).replace("$hash", hash));
            }
            past.makeMonths();
            past.insertEvents(events);
            past.execute("vacuum analyze");
            past.execute("checkpoint");
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d accounts, %,d events, %s with indexes, filled in %d s%n",
                    name,
                    accounts,
                    events,
                    past.strings("select pg_size_pretty(pg_database_size(current_database()))", 1)
                            .get(0),
                    (System.nanoTime() - before) / 1_000_000_000);
        }
    }

    private void makeMonths() throws SQLException {
        try (PreparedStatement months = connection.prepareStatement(MAKE_MONTHS)) {
            months.setInt(1, MONTHS);
            months.execute();
        }
    }

    /** Creates the indexes afterwards, which takes a fraction of the time. */
    private void insertEvents(int events) throws SQLException {
        List<String> definitions = strings(INDEXES, 2);
        for (String index : strings(INDEXES, 1)) {
            execute("drop index " + index);
        }
        try (PreparedStatement insert = connection.prepareStatement(EVENTS)) {
            for (int first = 1; first <= events; first += AT_ONCE) {
                insert.setInt(1, MONTHS);
                insert.setInt(2, events);
                insert.setInt(3, accounts);
                insert.setInt(4, accounts);
                insert.setInt(5, first);
                insert.setInt(6, Math.min(events, first + AT_ONCE - 1));
                int inserted = insert.executeUpdate();
                assert inserted > 0;
            }
        }
        for (String definition : definitions) {
            execute(definition);
        }
    }

    private List<String> strings(String query, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
            return strings;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
