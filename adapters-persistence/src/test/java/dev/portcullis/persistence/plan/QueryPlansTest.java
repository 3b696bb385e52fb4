package dev.portcullis.persistence.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.persistence.plan.SentStatements.Sent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No statement of a store reads a large table from start to end. The statements are those that the tests of the stores
 * have sent: Quarkus' order of test classes runs them before this plain test. Each is planned for unknown parameters, as
 * PostgreSQL does for a prepared statement, on tables with {@code -Dplans.rows} rows.
 */
class QueryPlansTest {
    private static final int ROWS = Integer.getInteger("plans.rows", 50_000);

    /** What is read, and why. None of these statements runs while a caller waits, except an auditor. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "PostgresTokenBuckets.removeFull: rate_bucket",
            "each minute; rows live for minutes, and with an index each taken token would be written to the index too",
            "PostgresAccountStore.lockAdministrators: account by a whole index",
            "an index of the few accounts with groups",
            "PostgresAuditPartitions.drop: audit_login",
            "when a month is dropped; deletes the logins of that month, in order of no index",
            "PostgresAuditReader.page: audit_event until enough match",
            "filters by session, address, type or outcome; docs/scale.md tells auditors to add an account or a time");

    /** Methods that implement a port and read or write no table. */
    private static final Set<String> WITHOUT_STATEMENTS =
            Set.of("JtaUnitOfWork.call", "PostgresAuditWriter.lose", "PostgresStoreClock.now", "TimeOrderedIds.next");

    private static final Pattern PLANNED = Pattern.compile("(?i)(select|insert|update|delete|merge|with)\\b.*");
    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (\\w+)");

    /** The table and the conditions of an index scan. */
    private static final Pattern INDEX = Pattern.compile(
            "Index (?:Only )?Scan (?:Backward )?using \\w+ on (\\w+).*\\n((?: +(?:Index Cond|Filter): .*\\n)*)");

    private static final Pattern SEARCH = Pattern.compile("Filter: .*\\w = \\$\\d");

    private static final Pattern FOUND = Pattern.compile("Index Cond: .*\\w = ");

    private static final String LARGE = """
            select relname, coalesce((select inhparent::regclass::text from pg_inherits where inhrelid = oid), relname)
            from pg_class
            where relkind = 'r' and reltuples > 500 and relnamespace = current_schema()::regnamespace""";

    private static EmbeddedPostgres server;
    private static Connection connection;

    @BeforeAll
    static void fillTables() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
        var migrated = Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .placeholders(Map.of("audit_retention", "null::interval"))
                .load()
                .migrate();
        assertThat(migrated.success).isTrue();
        connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres") + "&preferQueryMode=simple");
        new ManyRows(connection, ROWS).insert();
        // As for an SSD. With the default, an index is not worth it for so few rows, though it is for a million.
        ManyRows.execute(connection, "set random_page_cost = 1.1");
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        server.close();
    }

    @Test
    void readNoLargeTableFromStartToEnd() throws IOException, SQLException {
        Map<String, String> large = large();
        Map<String, String> found = new TreeMap<>();
        for (Sent sent : SentStatements.all()) {
            if (PLANNED.matcher(sent.sql()).matches()) {
                String plan = plan(sent);
                readInFull(plan, large)
                        .forEach(what -> found.put(sent.sender() + ": " + what, sent.sql() + "\n" + plan));
            }
        }

        assertThat(found.keySet()).as("%s", found).isEqualTo(EXCEPTIONS.keySet());
    }

    private static Stream<String> readInFull(String plan, Map<String, String> large) {
        Stream<String> tables = WHOLE_TABLE
                .matcher(plan)
                .results()
                .filter(scan -> large.containsKey(scan.group(1)))
                .map(scan -> large.get(scan.group(1)));
        Stream<String> indexes = INDEX.matcher(plan)
                .results()
                .filter(scan -> large.containsKey(scan.group(1)))
                .flatMap(scan -> indexInFull(large.get(scan.group(1)), scan.group(2), plan.contains("Limit")));
        return Stream.concat(tables, indexes);
    }

    /** A limit ends a scan early, unless rows are filtered out by a value that the index was not searched for. */
    private static Stream<String> indexInFull(String table, String conditions, boolean isLimited) {
        if (SEARCH.matcher(conditions).find() && !FOUND.matcher(conditions).find()) {
            return Stream.of(table + " until enough match");
        }
        return isLimited || conditions.contains("Index Cond") ? Stream.of() : Stream.of(table + " by a whole index");
    }

    /** Tables and partitions with rows, and the table that a partition belongs to. */
    private static Map<String, String> large() throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(LARGE)) {
            while (table.next()) {
                tables.put(table.getString(1), table.getString(2));
            }
        }
        assertThat(tables).hasSizeGreaterThan(10);
        return tables;
    }

    private static String plan(Sent sent) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("explain (generic_plan, costs off) " + sent.numbered())) {
            StringBuilder plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        } catch (SQLException failed) {
            throw new SQLException("cannot explain the statement of " + sent, failed);
        }
    }

    /** Without this, a statement that no test sends to PostgreSQL would be left out silently. */
    @Test
    void coverEachStatementOfEachStore() throws IOException {
        List<Sent> sent = SentStatements.all();
        Set<String> senders = sent.stream().map(Sent::sender).collect(Collectors.toSet());
        Set<String> unsent = new TreeSet<>(WrittenStatements.portMethods());
        unsent.removeIf(senders::contains);
        WrittenStatements.literals().stream()
                .filter(sql -> sent.stream().noneMatch(each -> each.sql().contains(sql)))
                .forEach(unsent::add);

        assertThat(unsent)
                .as("test these against PostgreSQL; run this test together with all other tests of the module")
                .isEqualTo(WITHOUT_STATEMENTS);
    }
}
