package dev.portcullis.bench;

import dev.portcullis.bench.comparison.Argon2Tool;
import dev.portcullis.bench.comparison.BetterAuth;
import dev.portcullis.bench.comparison.Contender;
import dev.portcullis.bench.comparison.Keycloak;
import dev.portcullis.bench.comparison.LimitTrack;
import dev.portcullis.bench.comparison.Operation;
import dev.portcullis.bench.comparison.Pgbench;
import dev.portcullis.bench.comparison.Portcullis;
import dev.portcullis.bench.comparison.Portcullis.Variant;
import dev.portcullis.bench.comparison.Report;
import dev.portcullis.bench.comparison.Track;
import dev.portcullis.bench.report.Command;
import dev.portcullis.bench.report.Document;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.servers.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Portcullis, Keycloak and better-auth on one PostgreSQL, and the limits of the machine, in one run. All services run
 * all the time; one of them at a time has load, in turns. Each round measures the throughput of each operation with
 * clients in a closed loop, and its latency at a rate that is half of what the slowest service reached while warming
 * up, the same for all, in an open loop.
 */
public final class Comparison {
    private static final int FULL_ROUNDS = 5;
    private static final int FULL_SECONDS = 6;
    private static final String ALL_PEERS = "keycloak,better-auth";

    private static final int ROUNDS = Settings.number("rounds", FULL_ROUNDS);
    private static final int SECONDS = Settings.number("seconds", FULL_SECONDS);
    private static final int CLIENTS = Settings.number("clients", 8);
    private static final Duration WARM_UP = Duration.ofSeconds(Settings.number("warmup", Math.min(15, 3 * SECONDS)));

    /** Before the memory of an idle service is read. */
    private static final Duration QUIET = Duration.ofSeconds(Settings.number("quiet", Math.min(15, 3 * SECONDS)));

    /** Home directories of other JDKs, each as a {@link Variant}. */
    private static final List<String> JAVAS = Settings.list("javas", "");

    /** Paths of native executables, likewise. */
    private static final List<String> EXECUTABLES = Settings.list("executables", "");

    private static final String PEERS = Settings.text("peers", ALL_PEERS);

    private static final Duration BLOCK = Duration.ofSeconds(SECONDS);

    private final Database database;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<Operation, LimitTrack> limits = new EnumMap<>(Operation.class);
    private final Map<Operation, Double> pace = new EnumMap<>(Operation.class);
    private final List<Track> tracks = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Comparison(Database database) {
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        try (Database database = Database.start()) {
            Comparison comparison = new Comparison(database);
            try {
                comparison.start();
                comparison.run(start);
            } finally {
                comparison.stop();
            }
        }
    }

    private void start() throws IOException, InterruptedException, SQLException {
        List<Variant> javas = new ArrayList<>();
        javas.add(Variant.parse(System.getProperty("java.home")));
        JAVAS.forEach(java -> javas.add(Variant.parse(java)));
        for (Variant java : javas) {
            started(Portcullis.onJava(java, database));
        }
        for (String executable : EXECUTABLES) {
            started(Portcullis.executable(Variant.parse(executable), database));
        }
        startPeers(javas);
        findLimits();
    }

    private void startPeers(List<Variant> javas) throws InterruptedException, SQLException {
        if (PEERS.contains("keycloak")) {
            try {
                started(Keycloak.start(newest(javas), database, Operation.values().length * CLIENTS));
            } catch (IOException e) {
                leftOut.add("Keycloak: " + e.getMessage());
            }
        }
        if (PEERS.contains("better-auth")) {
            Optional<String> node = Command.find("node");
            if (node.isEmpty()) {
                leftOut.add("better-auth: there is no `node`");
                return;
            }
            try {
                started(BetterAuth.start(node.get(), database));
            } catch (IOException e) {
                leftOut.add("better-auth: " + e.getMessage());
            }
        }
    }

    private void started(Contender contender) {
        contenders.add(contender);
        System.out.printf("started: %s, %s%n", contender.name(), contender.version());
    }

    /** Keycloak runs on the newest Java that there is. */
    private static Path newest(List<Variant> javas) throws IOException {
        Path newest = javas.get(0).path();
        for (Variant java : javas) {
            if (version(java.path()).compareTo(version(newest)) > 0) {
                newest = java.path();
            }
        }
        return newest;
    }

    private static Runtime.Version version(Path java) throws IOException {
        return Runtime.Version.parse(Machine.javaVersion(java));
    }

    private void findLimits() throws IOException, InterruptedException, SQLException {
        Optional<String> argon2 = Command.find("argon2");
        if (argon2.isPresent()) {
            limits.put(Operation.SIGN_IN, new LimitTrack(new Argon2Tool(argon2.get())));
        } else {
            leftOut.add("the limit of sign-ins: there is no `argon2`, of Debian's package of that name");
        }
        Optional<String> pgbench = Command.find("pgbench");
        if (pgbench.isPresent()) {
            limits.putAll(Pgbench.limits(pgbench.get(), database, CLIENTS));
        } else {
            leftOut.add("the limits of refreshes and bearer checks: there is no `pgbench`, a part of PostgreSQL");
        }
    }

    private void run(long start) throws IOException, InterruptedException, SQLException {
        Thread.sleep(QUIET.toMillis());
        Map<String, Double> idle = memory();
        warmUp();
        for (int round = 0; round < ROUNDS; round++) {
            System.out.printf("round %d of %d%n", round + 1, ROUNDS);
            measure();
            // Each time another one is first.
            Collections.rotate(tracks, 1);
        }
        Map<String, Double> loaded = memory();
        tracks.sort(Comparator.comparing(track -> contenders.indexOf(track.contender())));
        String report = new Report(tracks, limits, idle, loaded).table() + "\n\n"
                + description(Duration.ofNanos(System.nanoTime() - start));
        System.out.println(report);
        if (isTrial()) {
            System.out.println("A trial run: too short for the documentation, which stays as it is.");
        } else {
            Document.write("comparison", report);
        }
    }

    private static boolean isTrial() {
        return ROUNDS < FULL_ROUNDS || SECONDS < FULL_SECONDS || !PEERS.equals(ALL_PEERS);
    }

    private Map<String, Double> memory() throws IOException {
        Map<String, Double> megabytes = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            megabytes.put(contender.name(), contender.process().residentBytes() / 1e6);
        }
        return megabytes;
    }

    private void warmUp() throws IOException {
        for (Contender contender : contenders) {
            tracks.addAll(Track.of(contender, CLIENTS));
        }
        for (Track track : tracks) {
            double perSecond = track.warmUp(WARM_UP);
            pace.merge(track.operation(), perSecond / 2, Math::min);
            System.out.printf(
                    Locale.ROOT, "warm-up: %s, %s: %.1f/s%n", track.contender().name(), track.operation(), perSecond);
        }
    }

    /** All of one operation directly after each other, so that other load on the machine affects them alike. */
    private void measure() throws IOException, InterruptedException {
        for (Operation operation : Operation.values()) {
            List<Track> turns = tracks.stream()
                    .filter(track -> track.operation() == operation)
                    .toList();
            LimitTrack limit = limits.get(operation);
            if (limit != null) {
                limit.measure(BLOCK);
            }
            for (Track track : turns) {
                System.out.printf(
                        Locale.ROOT, "%s, %s: %.1f/s%n", track.contender().name(), operation, track.measure(BLOCK));
            }
            for (Track track : turns) {
                track.pace(pace.getOrDefault(operation, 1.0), BLOCK);
            }
        }
    }

    private String description(Duration took) throws InterruptedException, SQLException {
        StringBuilder text = new StringBuilder(1_000);
        text.append(Machine.describe())
                .append("; PostgreSQL ")
                .append(database.version())
                .append(". ");
        text.append(String.format(
                Locale.ROOT,
                "%s%d rounds of %d s for each throughput and each latency, %d clients, in %d minutes. Latency at",
                isTrial() ? "**Trial run.** " : "",
                ROUNDS,
                SECONDS,
                CLIENTS,
                took.toMinutes()));
        pace.forEach((operation, perSecond) ->
                text.append(String.format(Locale.ROOT, " %.1f /s (%s),", perSecond, operation)));
        text.setLength(text.length() - 1);
        text.append(".\n\n");
        contenders.forEach(contender -> text.append("- ")
                .append(contender.name())
                .append(": ")
                .append(contender.version())
                .append('\n'));
        leftOut.forEach(reason -> text.append("- Left out: ").append(reason).append('\n'));
        return text.toString();
    }

    private void stop() throws InterruptedException {
        tracks.forEach(Track::close);
        for (Contender contender : contenders) {
            contender.close();
        }
    }
}
