package dev.portcullis.bench;

import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import dev.portcullis.bench.servers.Service.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long the service takes to start, and how much memory it has, idle and after many requests: as a native executable
 * and on each Java that is named, in turns, on one migrated database. A request asks who its caller is, by a bearer token.
 */
public final class StartAndMemory {
    private static final int RUNS = Integer.getInteger("runs", 5);
    private static final int REQUESTS = Integer.getInteger("requests", 20_000);
    private static final int HEAP = Integer.getInteger("heap", 256);
    private static final Duration QUIET = Duration.ofSeconds(Integer.getInteger("quiet", 5));

    /** Empty for none. */
    private static final String EXECUTABLE = System.getProperty("executable", "");

    /** Homes of Javas, separated by commas. */
    private static final String JAVAS = System.getProperty("javas", System.getProperty("java.home"));

    private record Run(Duration start, Duration cpu, int idle, int after) {}

    private StartAndMemory() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Launcher> launchers = launchers();
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings =
                Map.of("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        try (Database database = Database.start()) {
            for (int i = -1; i < RUNS; i++) {
                for (Map.Entry<String, Launcher> launcher : launchers.entrySet()) {
                    Run run = run(launcher.getValue(), database.jdbcUrl("postgres"), settings);
                    // The first of each migrates, or fills the caches of the machine.
                    if (i >= 0) {
                        runs.computeIfAbsent(launcher.getKey(), name -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        System.out.printf(
                "medians of %d (quartiles); a heap of %d MiB at most; %d requests%n", RUNS, HEAP, REQUESTS);
        runs.forEach((name, of) -> System.out.printf(
                "%s: first answer after %s s, cores busy %s s; resident %s MiB idle, %s MiB after the requests%n",
                name,
                sample(of.stream().map(run -> run.start().toNanos() / 1e9)).describe("%.2f"),
                sample(of.stream().map(run -> run.cpu().toNanos() / 1e9)).describe("%.2f"),
                sample(of.stream().map(run -> (double) run.idle())).describe("%.0f"),
                sample(of.stream().map(run -> (double) run.after())).describe("%.0f")));
    }

    private static Sample sample(Stream<Double> values) {
        return new Sample(values.toList());
    }

    private static Map<String, Launcher> launchers() {
        List<String> heap = List.of("-Xmx" + HEAP + "m");
        Map<String, Launcher> launchers = new LinkedHashMap<>();
        if (!EXECUTABLE.isEmpty()) {
            launchers.put("native", Launcher.executable(Path.of(EXECUTABLE), heap));
        }
        for (String java : JAVAS.split(",")) {
            launchers.put(
                    Path.of(java).getFileName().toString(),
                    Launcher.java(Path.of(java), List.of(heap.get(0), "-XX:+UseSerialGC")));
        }
        return launchers;
    }

    private static Run run(Launcher launcher, String jdbcUrl, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Service service = Service.start("start-and-memory", launcher, jdbcUrl, settings)) {
            Duration cpu = service.cpuTime();
            Thread.sleep(QUIET.toMillis());
            int idle = service.residentMegabytes();
            Member member = Member.join(service.base());
            try (Connection connection = new Connection(service.base())) {
                List<String> bearer = List.of("Authorization: Bearer " + member.accessToken());
                for (int i = 0; i < REQUESTS; i++) {
                    int status = connection
                            .send("GET", "/api/v1/account/", bearer, "")
                            .status();
                    if (status != 200) {
                        throw new IOException("answered " + status);
                    }
                }
            }
            return new Run(service.startTime(), cpu, idle, service.residentMegabytes());
        }
    }
}
