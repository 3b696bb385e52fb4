package dev.portcullis.bench;

import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Overhead of a gateway for a refresh: latency through the gateway, including its audit log, and directly to the
 * service behind it, in short alternating blocks (through, direct, direct, through, …). There are few clients, so that
 * the latency does not consist of waiting for a core.
 */
public final class GatewayOverhead {
    private static final int CALLERS = Settings.number("callers", 2);
    private static final int PAIRS = Settings.number("pairs", 40);
    private static final Duration BLOCK = Duration.ofMillis(Settings.number("milliseconds", 3_000));
    private static final int WARM_UP_PAIRS = Settings.number("warmup", 10);

    /** Milliseconds above the latency of the service behind the gateway. */
    private static final double BUDGET_MEDIAN = 2;

    private static final double BUDGET_P99 = 10;

    private final ClosedLoop through;
    private final ClosedLoop direct;

    private GatewayOverhead(ClosedLoop through, ClosedLoop direct) {
        this.through = through;
        this.direct = direct;
    }

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.start()) {
            database.create("behind");
            database.create("gateway");
            try (Service behind = Service.start(
                            "gateway-overhead-behind",
                            Service.Build.PRODUCT,
                            database.jdbcUrl("behind"),
                            Map.of(),
                            List.of());
                    Service gateway = Service.start(
                            "gateway-overhead",
                            Service.Build.PRODUCT,
                            database.jdbcUrl("gateway"),
                            Map.of(
                                    "portcullis.provider",
                                    "rememberizer",
                                    "portcullis.rememberizer.url",
                                    behind.base().resolve("/api/v1").toString()),
                            List.of());
                    ClosedLoop through = new ClosedLoop(Member.join(gateway.base(), CALLERS));
                    ClosedLoop direct = new ClosedLoop(Member.join(behind.base(), CALLERS))) {
                new GatewayOverhead(through, direct).measure();
            }
        }
    }

    /** A block through the gateway and a direct one, directly after each other. */
    private record Pair(ClosedLoop.Result through, ClosedLoop.Result direct) {
        double added(double share) {
            return through.latencyAt(share) - direct.latencyAt(share);
        }
    }

    private void measure() {
        System.out.printf(
                "%d callers each way refresh, each a session of its own; %d pairs of blocks of %s; medians"
                        + " (quartiles)%n",
                CALLERS, PAIRS, BLOCK);
        List<Pair> warmUp = pairs(WARM_UP_PAIRS);
        List<Pair> pairs = pairs(PAIRS);
        Table table = new Table("", "through the gateway", "direct", "added");
        row(table, "refreshes in a block", "%.0f", pairs, ClosedLoop.Result::calls);
        row(table, "latency, median, ms", "%.2f", pairs, result -> result.latencyAt(0.5));
        row(table, "latency, 99th percentile, ms", "%.2f", pairs, result -> result.latencyAt(0.99));
        System.out.println(table);
        verdict("median", pairs, 0.5, BUDGET_MEDIAN);
        verdict("99th percentile", pairs, 0.99, BUDGET_P99);
        System.out.printf(
                "in the warm-up the median had %s ms more%n",
                new Sample(warmUp.stream().map(pair -> pair.added(0.5)).toList()).describe("%.2f"));
    }

    private static void verdict(String what, List<Pair> pairs, double share, double budget) {
        double added = new Sample(pairs.stream().map(pair -> pair.added(share)).toList()).median();
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f ms added, %s the budget of %.0f ms%n",
                what,
                added,
                added <= budget ? "within" : "ABOVE",
                budget);
    }

    private static void row(
            Table table, String what, String format, List<Pair> pairs, Function<ClosedLoop.Result, Number> measure) {
        table.row(
                what,
                describe(format, pairs, pair -> value(measure, pair.through())),
                describe(format, pairs, pair -> value(measure, pair.direct())),
                describe(format, pairs, pair -> value(measure, pair.through()) - value(measure, pair.direct())));
    }

    private static double value(Function<ClosedLoop.Result, Number> measure, ClosedLoop.Result result) {
        return measure.apply(result).doubleValue();
    }

    private static String describe(String format, List<Pair> pairs, Function<Pair, Double> value) {
        return new Sample(pairs.stream().map(value).toList()).describe(format);
    }

    private List<Pair> pairs(int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            if (pair % 2 == 0) {
                ClosedLoop.Result gateway = through.runFor(BLOCK);
                pairs.add(new Pair(gateway, direct.runFor(BLOCK)));
            } else {
                ClosedLoop.Result bare = direct.runFor(BLOCK);
                pairs.add(new Pair(through.runFor(BLOCK), bare));
            }
        }
        return pairs;
    }
}
