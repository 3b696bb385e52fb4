package dev.portcullis.bench;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import dev.portcullis.bench.servers.Service.Launcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A flood of sign-ins, far more than the cores can hash: sign-ins per second with the flood and without it, memory of the
 * service, number of rejected requests, and response times of the liveness check. Clients retry immediately, and rate
 * limits are off.
 */
public final class SignInFlood {
    private static final int CALLERS = Settings.number("callers", 500);
    private static final int ACCOUNTS = Settings.number("accounts", 20);

    /** Memory of the container, in MiB. */
    private static final int MEMORY = Settings.number("memory", 512);

    /** Native executable to run instead of Java; empty for none. */
    private static final String EXECUTABLE = Settings.text("executable", "");

    private static final Duration TIME = Duration.ofSeconds(Settings.number("seconds", 60));
    private static final Duration WARM_UP = Duration.ofSeconds(Settings.number("warmup", 10));
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Service service;
    private final List<Member> members;
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

    private SignInFlood(Service service, List<Member> members) {
        this.service = service;
        this.members = members;
    }

    public static void main(String[] arguments) throws Exception {
        Launcher launcher = EXECUTABLE.isEmpty()
                ? Launcher.javaInContainer(Path.of(System.getProperty("java.home")), MEMORY)
                : Launcher.executableInContainer(Path.of(EXECUTABLE), MEMORY);
        try (Database database = Database.start();
                Service service = Service.start(
                        "sign-in-flood",
                        launcher,
                        database.jdbcUrl("postgres"),
                        Map.of("portcullis.throttle.enabled", "false"))) {
            new SignInFlood(service, Member.join(service.base(), ACCOUNTS)).measure();
        }
    }

    private void measure() throws Exception {
        System.out.printf(
                "%d callers sign in for %s, to %d accounts; %d cores; %d MiB of memory%n",
                CALLERS, TIME, ACCOUNTS, Runtime.getRuntime().availableProcessors(), MEMORY);
        flood(Math.min(CALLERS, 8), WARM_UP);
        answers.clear();
        flood(Math.min(CALLERS, 8), TIME);
        long calm = signedIn();
        answers.clear();
        Thread.sleep(5_000);
        int before = service.residentMegabytes();

        Watch watch = new Watch(service);
        Thread watcher = new Thread(watch, "watch");
        watcher.start();
        ClosedLoop.Result result = flood(CALLERS, TIME);
        watcher.interrupt();
        watcher.join();
        Thread.sleep(5_000);
        int after = service.residentMegabytes();

        long all = answers.values().stream().mapToLong(LongAdder::sum).sum();
        System.out.printf(
                "resident memory, MiB: %d before, %d at most during it, %d after%n", before, watch.most, after);
        System.out.printf(
                Locale.ROOT,
                "signed in, per second: %.1f by 8 callers without a flood, %.1f with it (%.0f %%)%n",
                calm / (double) TIME.toSeconds(),
                signedIn() / (double) TIME.toSeconds(),
                100.0 * signedIn() / calm);
        answers.forEach((status, count) -> System.out.printf(
                Locale.ROOT,
                "%s: %d, %.1f a second, %.1f %%%n",
                status == 0 ? "broken connections" : "answers with " + status,
                count.sum(),
                count.sum() / (double) TIME.toSeconds(),
                100.0 * count.sum() / all));
        System.out.printf(
                Locale.ROOT,
                "latency of an answer, ms: median %.0f, 99th percentile %.0f%n",
                result.latencyAt(0.5),
                result.latencyAt(0.99));
        watch.tell();
    }

    private long signedIn() {
        LongAdder count = answers.get(204);
        return count == null ? 0 : count.sum();
    }

    @CanIgnoreReturnValue
    private ClosedLoop.Result flood(int callers, Duration time) {
        List<SignIn> crowd = IntStream.range(0, callers)
                .mapToObj(i -> new SignIn(service.base(), members.get(i % members.size()), answers))
                .toList();
        try (ClosedLoop loop = new ClosedLoop(crowd)) {
            return loop.runFor(time);
        }
    }

    /** Signs in repeatedly and accepts any response. */
    private static final class SignIn implements Caller {
        private final URI service;
        private final Member member;
        private final Map<Integer, LongAdder> answers;
        private @Nullable Connection connection;

        SignIn(URI service, Member member, Map<Integer, LongAdder> answers) {
            this.service = service;
            this.member = member;
            this.answers = answers;
        }

        @Override
        public void call() throws IOException {
            int status = 0;
            try {
                if (connection == null) {
                    connection = new Connection(service);
                }
                status = member.signIn(connection).status();
            } catch (IOException broken) {
                if (connection != null) {
                    connection.close();
                }
                connection = null;
            }
            answers.computeIfAbsent(status, none -> new LongAdder()).increment();
        }
    }

    /** Samples the memory and the liveness check until it is interrupted. */
    private static final class Watch implements Runnable {
        private final Service service;
        private long[] nanos = new long[0];
        private int notWell;
        private int most;

        Watch(Service service) {
            this.service = service;
        }

        @Override
        public void run() {
            try (Connection connection = new Connection(service.management())) {
                LongStream.Builder times = LongStream.builder();
                while (!Thread.currentThread().isInterrupted()) {
                    most = Math.max(most, service.residentMegabytes());
                    long start = System.nanoTime();
                    if (connection.send("GET", "/q/health/live", List.of(), "").status() != 200) {
                        notWell++;
                    }
                    times.add(System.nanoTime() - start);
                    try {
                        Thread.sleep(BETWEEN_LOOKS.toMillis());
                    } catch (InterruptedException over) {
                        break;
                    }
                }
                nanos = times.build().sorted().toArray();
            } catch (IOException broken) {
                System.out.printf("nobody answered whether the service lives: %s%n", broken);
            }
        }

        void tell() {
            if (nanos.length > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "/q/health/live, asked %d times, ms: median %.0f, 99th percentile %.0f, longest %.0f; not well"
                                + " %d%n",
                        nanos.length,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) (0.99 * (nanos.length - 1))] / 1e6,
                        Arrays.stream(nanos).max().orElse(0) / 1e6,
                        notWell);
            }
        }
    }
}
