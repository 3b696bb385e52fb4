package dev.portcullis.bench.growth;

import dev.portcullis.bench.report.Table;
import java.util.Locale;
import java.util.Objects;

/** What a very large installation would need, computed from measured {@link Costs}. Prices are assumptions. */
public final class Forecast {
    private static final double ACCOUNTS = 100e6;
    private static final double PEAK = 10_000;
    private static final double AVERAGE = PEAK / 10;
    private static final double LOAD = 0.7;
    private static final double CORES_OF_REPLICA = 8;
    private static final double BYTES_OF_HASH = 19 << 20;
    private static final double DAYS = 400;
    private static final double FREE_SPACE = 1.5;
    private static final double NODES = 3;
    private static final double USD_PER_CORE = 0.08 * 730;
    private static final double USD_PER_GIGABYTE = 0.10;

    private Forecast() {}

    /** Sign-ins only, each with one audit event. */
    public static Table of(Costs costs) {
        Costs.Request signIn = Objects.requireNonNull(costs.requests().get(Operation.SIGN_IN));
        double cores = PEAK * signIn.ofService() / 1e3 / LOAD;
        double databaseCores = PEAK * signIn.ofDatabase() / 1e3 / LOAD;
        double accounts = ACCOUNTS * costs.bytesOfAccount() * FREE_SPACE / 1e9;
        double day = AVERAGE * 86_400 * costs.bytesOfEvent() / 1e9;
        double storage = accounts + day * DAYS;
        Table table = new Table("what", "needs", "USD per month");
        double replicas = Math.ceil(cores / CORES_OF_REPLICA);
        row(
                table,
                "replicas",
                "%.0f with %.0f cores",
                cost(replicas * CORES_OF_REPLICA * USD_PER_CORE),
                replicas,
                CORES_OF_REPLICA);
        row(
                table,
                "memory of hashes in progress",
                "%.1f GB",
                "",
                PEAK * signIn.ofService() / 1e3 * BYTES_OF_HASH / 1e9);
        row(table, "primary", "%.0f cores", cost(databaseCores * USD_PER_CORE), databaseCores);
        row(table, "two standbys of the same size", "", cost(databaseCores * USD_PER_CORE * (NODES - 1)));
        row(table, "write-ahead log", "%.0f MB/s", "", PEAK * signIn.written() / 1e6);
        row(
                table,
                "accounts and sessions",
                "%.0f GB on each of the three",
                cost(accounts * NODES * USD_PER_GIGABYTE),
                accounts);
        row(
                table,
                "audit log",
                "%.0f GB a day, %.1f TB in %.0f days, on each of the three",
                cost((storage - accounts) * NODES * USD_PER_GIGABYTE),
                day,
                day * DAYS / 1e3,
                DAYS);
        return table;
    }

    private static String cost(double dollars) {
        return String.format(Locale.ROOT, "%,d", Math.round(dollars / 10) * 10);
    }

    private static void row(Table table, String what, String needs, String cost, Object... values) {
        table.row(what, String.format(Locale.ROOT, needs, values), cost);
    }
}
