package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What requests and rows of the largest database cost. The write-ahead log includes the images of pages that PostgreSQL
 * writes at their first change after a checkpoint.
 *
 * @param requests the cost of one request of each kind
 * @param bytesOfAccount an account with its credential, its session and the indexes of the three tables
 * @param bytesOfEvent an audit event with its indexes
 */
public record Costs(Map<Operation, Request> requests, double bytesOfAccount, double bytesOfEvent) {
    private static final String BYTES_OF_ACCOUNT =
            bytesOfRow("account") + " + " + bytesOfRow("credential") + " + " + bytesOfRow("session");
    private static final String BYTES_OF_EVENT =
            "(select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'audit_event'::regclass)"
                    + " / (select count(*)::float8 from audit_event)";
    private static final String WRITTEN = "pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

    /** Milliseconds of CPU time, and bytes of write-ahead log. */
    record Request(double ofService, double ofDatabase, double written) {}

    /** Each kind of request runs for this time, with nothing else. */
    public static Costs measure(FilledService service, Database database, List<Operation> operations, Duration time)
            throws IOException, SQLException {
        Map<Operation, Request> requests = new EnumMap<>(Operation.class);
        try (Connection connection = database.connect(service.database())) {
            for (Operation operation : operations) {
                double written = number(connection, WRITTEN);
                Duration ofService = service.service().cpuTime();
                Duration ofDatabase = database.cpuTime();
                ClosedLoop.Result result = Turns.run(service.clients(), operation, time);
                requests.put(
                        operation,
                        new Request(
                                millis(ofService, service.service().cpuTime(), result),
                                millis(ofDatabase, database.cpuTime(), result),
                                (number(connection, WRITTEN) - written) / result.calls()));
            }
            return new Costs(requests, number(connection, BYTES_OF_ACCOUNT), number(connection, BYTES_OF_EVENT));
        }
    }

    private static double millis(Duration before, Duration after, ClosedLoop.Result result) {
        return (double) after.minus(before).toMillis() / result.calls();
    }

    private static String bytesOfRow(String table) {
        return "pg_total_relation_size('" + table + "') / (select count(*)::float8 from " + table + ")";
    }

    private static double number(Connection connection, String expression) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + expression)) {
            row.next();
            return row.getDouble(1);
        }
    }

    public Table table() {
        Table table = new Table("cost of one", "CPU of a replica, ms", "CPU of PostgreSQL, ms", "written", "stored");
        requests.forEach((operation, cost) -> table.row(
                operation.title(),
                format("%.2f", cost.ofService()),
                format("%.2f", cost.ofDatabase()),
                format("%.1f KB of log", cost.written() / 1e3),
                ""));
        table.row("account with a session", "", "", "", format("%.2f KB", bytesOfAccount / 1e3));
        table.row("audit event", "", "", "", format("%.2f KB", bytesOfEvent / 1e3));
        return table;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
