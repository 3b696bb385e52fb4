package dev.portcullis.bench;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Document;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Overhead of a gateway for a refresh, which leaves two events in its audit log, and for a check of an access token, which
 * leaves none: latency through the gateway and directly to the service behind it, in short alternating blocks (through,
 * direct, direct, through, …). There are few clients, so that the latency does not consist of waiting for a core. Writes a
 * table into {@code docs/performance.md}.
 */
public final class GatewayOverhead {
    private static final int CALLERS = Settings.number("callers", 2);
    private static final int PAIRS = Settings.number("pairs", 30);
    private static final Duration BLOCK = Duration.ofMillis(Settings.number("milliseconds", 2_000));

    /** With more clients than are measured, because the JIT compiler counts calls. It takes minutes to finish. */
    private static final Duration WARM_UP = Duration.ofSeconds(Settings.number("warmup", 150));

    private static final int WARM_UP_CALLERS = 8;

    /** Shorter runs are trials. */
    private static final int ENOUGH_PAIRS = 16;

    /** Milliseconds above the latency of the service behind the gateway. */
    private static final double BUDGET_MEDIAN = 2;

    private static final double BUDGET_P99 = 10;

    private final URI gateway;
    private final URI behind;
    private final Table table = new Table("latency, ms", "through the gateway", "direct", "added", "budget", "met");

    private GatewayOverhead(URI gateway, URI behind) {
        this.gateway = gateway;
        this.behind = behind;
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
                            List.of())) {
                new GatewayOverhead(gateway.base(), behind.base()).measure();
            }
        }
    }

    /** A block through the gateway and a direct one, directly after each other. */
    private record Pair(ClosedLoop.Result through, ClosedLoop.Result direct) {
        double added(double share) {
            return through.latencyAt(share) - direct.latencyAt(share);
        }
    }

    private void measure() throws IOException, InterruptedException {
        measure("refresh", member -> member);
        measure("access token check", Member::bearer);
        String markdown = String.format(
                Locale.ROOT,
                "%s, Java %s. Medians (quartiles) of %d pairs of blocks of %d ms, %d clients.%n%n%s",
                Machine.describe(),
                System.getProperty("java.version"),
                PAIRS,
                BLOCK.toMillis(),
                CALLERS,
                table);
        System.out.println(markdown);
        if (PAIRS < ENOUGH_PAIRS) {
            System.out.println("A trial: not written to the documentation");
        } else {
            Document.write("gateway", markdown);
        }
    }

    private void measure(String operation, Function<Member, Caller> call) throws IOException {
        warmUp(call);
        try (ClosedLoop through = clients(gateway, CALLERS, call);
                ClosedLoop direct = clients(behind, CALLERS, call)) {
            List<Pair> pairs = pairs(PAIRS, through, direct);
            row(operation + ", median", pairs, 0.5, BUDGET_MEDIAN);
            row(operation + ", 99th percentile", pairs, 0.99, BUDGET_P99);
        }
    }

    /** Through the gateway, which exercises both services. */
    private void warmUp(Function<Member, Caller> call) throws IOException {
        try (ClosedLoop through = clients(gateway, WARM_UP_CALLERS, call)) {
            ClosedLoop.Result unused = through.runFor(WARM_UP);
        }
    }

    private static ClosedLoop clients(URI service, int count, Function<Member, Caller> call) throws IOException {
        return new ClosedLoop(Member.join(service, count).stream().map(call).toList());
    }

    private void row(String what, List<Pair> pairs, double share, double budget) {
        Sample added = sample(pairs, pair -> pair.added(share));
        table.row(
                what,
                sample(pairs, pair -> pair.through().latencyAt(share)).describe("%.2f"),
                sample(pairs, pair -> pair.direct().latencyAt(share)).describe("%.2f"),
                added.describe("%.2f"),
                String.format(Locale.ROOT, "%.0f", budget),
                added.median() <= budget ? "yes" : "**no**");
    }

    private static Sample sample(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return new Sample(pairs.stream().mapToDouble(value).boxed().toList());
    }

    private static List<Pair> pairs(int count, ClosedLoop through, ClosedLoop direct) {
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
