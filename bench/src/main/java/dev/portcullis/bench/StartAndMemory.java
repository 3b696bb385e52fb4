package dev.portcullis.bench;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Document;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import dev.portcullis.bench.servers.Service.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Startup time and memory of the service, idle and after many requests: as a native executable, on each given Java, and
 * on a Java with a class cache as in the container. The runs alternate, on one migrated database, without migration at
 * startup, with the memory that the manifests give a pod. A request is a {@code GET account/} with a bearer token. Writes a
 * table into {@code docs/operations.md}.
 */
public final class StartAndMemory {
    private static final int RUNS = Settings.number("runs", 5);
    private static final int REQUESTS = Settings.number("requests", 20_000);

    /** Memory of the container, in MiB. */
    private static final int MEMORY = Settings.number("memory", 512);

    private static final Duration QUIET = Duration.ofSeconds(Settings.number("quiet", 15));

    /** Native executables, separated by commas: {@code label=path;option;option}. Label and options may be missing. */
    private static final List<String> EXECUTABLES = Settings.list("executables", "");

    /** Home directories of JDKs, separated by commas. */
    private static final List<String> JAVAS = Settings.list("javas", System.getProperty("java.home"));

    /** Home of a JDK, 25 or newer, to run with a cache; empty for none. The package must be an {@code aot-jar}. */
    private static final String CACHED = Settings.text("cached", "");

    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final Path CACHE = Path.of("bench/target/start-and-memory.aot");

    private record Run(Duration start, Duration cpu, int idle, int after) {}

    private StartAndMemory() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Launcher> launchers = launchers();
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new HashMap<>();
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        try (Database database = Database.start()) {
            for (int i = -1; i < RUNS; i++) {
                for (Map.Entry<String, Launcher> launcher : launchers.entrySet()) {
                    Run run = run(launcher.getValue(), database.jdbcUrl("postgres"), settings);
                    settings.put("quarkus.flyway.migrate-at-start", "false");
                    // The first run of each migrates, or fills the caches of the machine.
                    if (i >= 0) {
                        runs.computeIfAbsent(launcher.getKey(), name -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        report(runs);
    }

    private static void report(Map<String, List<Run>> runs) throws IOException, InterruptedException {
        Table table =
                new Table("", "first response, s", "CPU time until then, s", "MiB when idle", "MiB after the requests");
        runs.forEach((name, of) -> table.row(
                name,
                sample(of, run -> run.start().toNanos() / 1e9).range("%.2f"),
                sample(of, run -> run.cpu().toNanos() / 1e9).range("%.2f"),
                sample(of, Run::idle).range("%.0f"),
                sample(of, Run::after).range("%.0f")));
        String markdown = String.format(
                Locale.ROOT,
                "%s. Medians of %d runs (least–greatest), %d MiB of memory, %,d requests.%n%n%s",
                Machine.describe(),
                RUNS,
                MEMORY,
                REQUESTS,
                table);
        System.out.println(markdown);
        if (RUNS < 5) {
            System.out.println("A trial: not written to " + DOCUMENT);
        } else {
            Document.write(DOCUMENT, "start-and-memory", markdown);
        }
    }

    private static Sample sample(List<Run> runs, ToDoubleFunction<Run> value) {
        return new Sample(runs.stream().mapToDouble(value).boxed().toList());
    }

    private static Map<String, Launcher> launchers() throws IOException, InterruptedException {
        Map<String, Launcher> launchers = new LinkedHashMap<>();
        for (String executable : EXECUTABLES) {
            String[] parts = executable.split(";", -1);
            int path = parts[0].indexOf('=') + 1;
            String[] options = List.of(parts).subList(1, parts.length).toArray(String[]::new);
            launchers.put(
                    path == 0 ? "native" : parts[0].substring(0, path - 1),
                    Launcher.executableInContainer(Path.of(parts[0].substring(path)), MEMORY, options));
        }
        for (String java : JAVAS) {
            launchers.put(Path.of(java).getFileName().toString(), Launcher.javaInContainer(Path.of(java), MEMORY));
        }
        if (!CACHED.isEmpty()) {
            Path java = Path.of(CACHED);
            train(Launcher.javaInContainer(java, MEMORY, "-XX:AOTCacheOutput=" + CACHE));
            launchers.put(
                    java.getFileName() + ", cached", Launcher.javaInContainer(java, MEMORY, "-XX:AOTCache=" + CACHE));
        }
        return launchers;
    }

    /** Trains the cache as Dockerfile.jvm does, with a command that starts nearly everything and finds no database. */
    private static void train(Launcher launcher) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.program()));
        command.addAll(launcher.options());
        command.add("-Dportcullis.keys.encryption-key=bm8gc2VjcmV0LCBub3RoaW5nIGlzIGtlcHQgd2l0aCA=");
        command.add("-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:1/none");
        command.addAll(launcher.last());
        command.addAll(List.of("database", "migrate"));
        Process training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("bench/target/training.log").toFile())
                .start();
        int failed = training.waitFor();
        if (failed == 0 || !Files.exists(CACHE)) {
            throw new IOException("no cache was made; see bench/target/training.log");
        }
    }

    private static Run run(Launcher launcher, String jdbcUrl, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Service service = Service.start("start-and-memory", launcher, jdbcUrl, settings)) {
            Duration cpu = service.cpuTime();
            Thread.sleep(QUIET.toMillis());
            int idle = service.residentMegabytes();
            Caller bearer = Member.join(service.base()).bearer();
            bearer.prepare();
            for (int i = 0; i < REQUESTS; i++) {
                bearer.call();
            }
            return new Run(service.startTime(), cpu, idle, service.residentMegabytes());
        }
    }
}
