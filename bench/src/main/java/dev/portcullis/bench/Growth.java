package dev.portcullis.bench;

import dev.portcullis.bench.growth.Costs;
import dev.portcullis.bench.growth.FilledService;
import dev.portcullis.bench.growth.Forecast;
import dev.portcullis.bench.growth.Jobs;
import dev.portcullis.bench.growth.Operation;
import dev.portcullis.bench.growth.Tables;
import dev.portcullis.bench.growth.Turns;
import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Population;
import dev.portcullis.bench.report.Document;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.PastYear;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Time of each operation with several numbers of accounts, in turns; and throughput of
 * several replicas over the largest database. Writes the tables into {@code docs/scale.md}.
 */
public final class Growth {
    /** Numbers of accounts; one at least. */
    private static final List<Integer> SIZES = Settings.list("sizes", "10000,100000,1000000").stream()
            .map(Integer::valueOf)
            .toList();

    private static final int EVENTS_PER_ACCOUNT = Settings.number("events", 10);
    private static final int ROUNDS = Settings.number("rounds", 9);
    private static final int CLIENTS = Settings.number("clients", 4);
    private static final int REPLICAS = Settings.number("replicas", 3);
    private static final Duration BLOCK = Duration.ofMillis(Settings.number("milliseconds", 1_000));
    private static final List<Operation> OF_REPLICAS = List.of(Operation.SIGN_IN, Operation.REFRESH, Operation.ACCOUNT);

    /** With fewer accounts, events or rounds, the figures say little. */
    private static final boolean IS_TRIAL =
            ROUNDS < 9 || SIZES.get(SIZES.size() - 1) < 1_000_000 || EVENTS_PER_ACCOUNT < 10;

    private static final Path DOCUMENT = Path.of("docs/scale.md");

    private Growth() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = settings();
        List<FilledService> services = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        Costs costs;
        try (Database database = Database.start()) {
            for (int accounts : SIZES) {
                services.add(FilledService.start(database, accounts, EVENTS_PER_ACCOUNT, settings, CLIENTS));
            }
            parts.add(introduction());
            parts.add(compareSizes(services).toString());
            FilledService largest = services.remove(services.size() - 1);
            for (FilledService smaller : services) {
                smaller.close();
            }
            costs = Costs.measure(largest, database, OF_REPLICAS, BLOCK.multipliedBy(ROUNDS));
            parts.add(compareReplicas(largest, settings).toString());
            parts.add(costs.table().toString());
            largest.close();
        }
        report(String.join("\n\n", parts), Forecast.of(costs).toString());
    }

    private static String introduction() throws InterruptedException {
        return String.format(
                Locale.ROOT,
                "%s, Java %d. %d clients, %d rounds of %d ms, %d audit events for each account; medians (quartiles).",
                Machine.describe(),
                Runtime.version().feature(),
                CLIENTS,
                ROUNDS,
                BLOCK.toMillis(),
                EVENTS_PER_ACCOUNT);
    }

    private static void report(String measured, String computed) throws IOException {
        System.out.println(measured + "\n\n" + computed);
        if (IS_TRIAL) {
            System.out.println("A trial: not written to " + DOCUMENT);
        } else {
            Document.write(DOCUMENT, "growth", measured);
            Document.write(DOCUMENT, "forecast", computed);
        }
    }

    /** Without background jobs; the benchmark runs them itself. */
    private static Map<String, String> settings() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Map.of(
                "quarkus.scheduler.enabled",
                "false",
                "portcullis.keys.encryption-key",
                Base64.getEncoder().encodeToString(key),
                "portcullis.audit.retention",
                31 * (PastYear.MONTHS - 1) + "d");
    }

    private static Table compareSizes(List<FilledService> services) throws IOException {
        Turns turns = new Turns(services.stream().map(FilledService::clients).toList(), ROUNDS, BLOCK);
        Map<Operation, List<List<Double>>> times =
                turns.measure(List.of(Operation.values()), result -> result.latencyAt(0.5));
        List<Map<String, Double>> jobs = new ArrayList<>();
        for (FilledService service : services) {
            jobs.add(Jobs.run(service.clients().get(0)));
        }
        return Tables.times(SIZES, times, jobs);
    }

    private static Table compareReplicas(FilledService largest, Map<String, String> settings) throws Exception {
        List<Service> replicas = new ArrayList<>();
        List<List<Population>> clients = new ArrayList<>();
        int share = largest.accounts() / REPLICAS;
        try {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(i == 0 ? largest.service() : startReplica(largest, i + 1, settings));
                clients.add(FilledService.clients(replicas, 2 + i * share, (i + 1) * share, CLIENTS));
            }
            return Tables.rates(new Turns(clients, ROUNDS, BLOCK).measure(OF_REPLICAS, ClosedLoop.Result::perSecond));
        } finally {
            for (Service replica : replicas.subList(1, replicas.size())) {
                replica.close();
            }
        }
    }

    private static Service startReplica(FilledService of, int number, Map<String, String> settings) throws Exception {
        return Service.start("growth-replica-" + number, Service.Build.MEASURED, of.jdbcUrl(), settings, List.of());
    }
}
