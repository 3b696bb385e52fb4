package dev.portcullis.bench;

import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cost of the audit log for a refresh: throughput with and without it, in one process, in short alternating blocks (on,
 * off, off, on, …), so that other load on the machine affects both. The CPU time of service and database per refresh
 * gives the same comparison when other programs use the cores.
 */
public final class AuditCost {
    private static final int CALLERS = Settings.number("callers", 8);
    private static final int PAIRS = Settings.number("pairs", 60);
    private static final Duration BLOCK = Duration.ofMillis(Settings.number("milliseconds", 2_000));
    private static final int WARM_UP_PAIRS = Settings.number("warmup", 10);

    private final Database database;
    private final Service service;
    private final Connection control;
    private final ClosedLoop refreshes;

    private AuditCost(Database database, Service service, Connection control, ClosedLoop refreshes) {
        this.database = database;
        this.service = service;
        this.control = control;
        this.refreshes = refreshes;
    }

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.start();
                Service service = Service.start(
                        "audit-cost", Service.Build.MEASURED, database.jdbcUrl("postgres"), Map.of(), List.of());
                Connection control = new Connection(service.base());
                ClosedLoop refreshes = new ClosedLoop(Member.join(service.base(), CALLERS))) {
            new AuditCost(database, service, control, refreshes).measure();
        }
    }

    /** A block of refreshes. */
    private record Block(ClosedLoop.Result result, double serviceMicros, double databaseMicros) {}

    /** One block with the log and one without, directly after each other. */
    private record Pair(Block with, Block without) {
        double ratio() {
            return with.result.perSecond() / without.result.perSecond();
        }

        double ratioOfWork() {
            return (without.serviceMicros + without.databaseMicros) / (with.serviceMicros + with.databaseMicros);
        }
    }

    private void measure() throws IOException {
        System.out.printf(
                "%d callers refresh, each a session of its own; %d pairs of blocks of %s; medians (quartiles)%n",
                CALLERS, PAIRS, BLOCK);
        List<Pair> warmUp = pairs(WARM_UP_PAIRS);
        List<Pair> pairs = pairs(PAIRS);
        Table table = new Table("", "with the audit log", "without");
        row(table, "refreshes a second", "%.0f", pairs, block -> block.result.perSecond());
        row(table, "latency, median, ms", "%.2f", pairs, block -> block.result.latencyAt(0.5));
        row(table, "latency, 99th percentile, ms", "%.2f", pairs, block -> block.result.latencyAt(0.99));
        row(table, "cores for one, service, µs", "%.0f", pairs, Block::serviceMicros);
        row(table, "cores for one, database, µs", "%.0f", pairs, Block::databaseMicros);
        System.out.println(table);
        System.out.printf(
                "throughput with against without: %s; by the use of cores alone: %s; warm-up: %s%n",
                new Sample(pairs.stream().map(Pair::ratio).toList()).describe("%.3f"),
                new Sample(pairs.stream().map(Pair::ratioOfWork).toList()).describe("%.3f"),
                new Sample(warmUp.stream().map(Pair::ratio).toList()).describe("%.3f"));
    }

    private static void row(Table table, String what, String format, List<Pair> pairs, Measure measure) {
        table.row(
                what,
                new Sample(pairs.stream().map(pair -> measure.of(pair.with)).toList()).describe(format),
                new Sample(pairs.stream().map(pair -> measure.of(pair.without)).toList()).describe(format));
    }

    @FunctionalInterface
    private interface Measure {
        double of(Block block);
    }

    private List<Pair> pairs(int count) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            boolean onFirst = pair % 2 == 0;
            Block first = block(onFirst);
            Block second = block(!onFirst);
            pairs.add(onFirst ? new Pair(first, second) : new Pair(second, first));
        }
        return pairs;
    }

    private Block block(boolean audit) throws IOException {
        Connection.Answer turned = control.send("PUT", "/bench/audit/switch/" + (audit ? "ON" : "OFF"), List.of(), "");
        if (turned.status() != 204) {
            throw new IOException("the switch does not work: " + turned);
        }
        Duration serviceBefore = service.cpuTime();
        Duration databaseBefore = database.cpuTime();
        ClosedLoop.Result result = refreshes.runFor(BLOCK);
        return new Block(
                result,
                micros(service.cpuTime().minus(serviceBefore)) / result.calls(),
                micros(database.cpuTime().minus(databaseBefore)) / result.calls());
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }
}
