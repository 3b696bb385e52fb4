package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A thousand callers and an upstream that accepts calls and never responds. Calls beyond the bulkhead, and calls while the
 * circuit is open, are rejected immediately; the process grows only by its worker threads, and stays healthy.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(OS.LINUX)
class HangingUpstreamIT {
    private static final int CALLERS = 1_000;
    private static final int CALLS_OF_EACH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Quarkus' own bound for two cores, and some that runtime and drivers start when they are first busy. */
    private static final int MOST_NEW_THREADS = 250;

    private static final long MOST_NEW_KIB = 400 * 1024;
    // Far above the usual time on an idle machine; the measured time is printed.
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final Duration ALIVE = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FaultyUpstream upstream;
    private GatewayProcess gateway;

    /** An answer of the gateway. */
    private record Answered(String code, Duration took) {}

    /** Memory and threads of the process, from the kernel. */
    private record Size(long kib, long threads) {}

    @BeforeAll
    void start() throws Exception {
        upstream = new FaultyUpstream();
        // All callers have one address.
        gateway = GatewayProcess.start(
                "hanging",
                "http://localhost:" + upstream.port(),
                Map.of(
                        "portcullis.http.connections-per-address", "2000",
                        "portcullis.audit.counting-period", "1s"));
        for (int i = 0; i < 200; i++) {
            // The code that turns away is to be as warm as that of a service that has run for a while.
            int status = gateway.signIn().status();
            assertThat(status).isIn(204, 504);
        }
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void turnsAThousandCallersAwayAtOnce() throws Exception {
        Size before = size();
        int outcomesBefore = gateway.outcomes();
        upstream.answers(UpstreamCall::awaitItsEnd);
        AtomicBoolean isOver = new AtomicBoolean();
        Queue<Size> sizes = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> watching = whileNot(isOver, 200, () -> sizes.add(size()));
        Queue<Duration> liveness = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> looking = whileNot(isOver, 50, () -> liveness.add(timeToSayThatItIsAlive()));

        List<Answered> answers;
        try {
            answers = callOfAll();
        } finally {
            isOver.set(true);
        }
        // Its own answers are better than a balancer's, so it stays ready.
        assertThat(readiness())
                .contains("\"status\": \"UP\"", "\"upstream\": \"circuit open\"")
                .doesNotContain("DOWN");
        int expected = outcomesBefore + answers.size();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> gateway.outcomes() == expected);
        watching.get(10, TimeUnit.SECONDS);
        looking.get(10, TimeUnit.SECONDS);
        upstream.isWell();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.signIn().status() == 204);
        Size after = size();

        List<Duration> turnedAway = times(answers.stream().filter(answer -> isTurnedAway(answer.code())));
        List<Duration> late =
                times(answers.stream().filter(answer -> answer.code().equals("upstream_timeout")));
        List<Duration> alive = liveness.stream().sorted().toList();
        System.out.printf(
                "%d callers, %d calls: %s; late: longest %d ms; turned away: median %d ms, p99 %d ms;"
                        + " alive: %d times asked, median %d ms, longest %d ms;"
                        + " threads %d, %d, %d and MiB %d, %d, %d before, at most, after%n",
                CALLERS,
                answers.size(),
                counts(answers),
                at(late, 1).toMillis(),
                at(turnedAway, 0.5).toMillis(),
                at(turnedAway, 0.99).toMillis(),
                alive.size(),
                at(alive, 0.5).toMillis(),
                at(alive, 1).toMillis(),
                before.threads(),
                most(sizes, Size::threads),
                after.threads(),
                before.kib() / 1024,
                most(sizes, Size::kib) / 1024,
                after.kib() / 1024);

        assertThat(answers).hasSize(CALLERS * CALLS_OF_EACH);
        assertThat(answers.stream().map(Answered::code).distinct())
                .contains("upstream_timeout", "upstream_unavailable")
                .isSubsetOf("upstream_timeout", "upstream_unavailable", "overloaded");
        assertThat(late).isNotEmpty().hasSizeLessThan(answers.size() / 10);
        assertThat(at(late, 1)).isLessThan(GatewayProcess.TIMEOUT.plus(MARGIN));
        assertThat(at(turnedAway, 0.5)).isLessThan(AT_ONCE);
        assertThat(at(alive, 1)).isLessThan(ALIVE);
        assertThat(most(sizes, Size::threads) - before.threads()).isLessThan(MOST_NEW_THREADS);
        assertThat(most(sizes, Size::kib) - before.kib()).isLessThan(MOST_NEW_KIB);
    }

    private static Map<String, Long> counts(List<Answered> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answered::code, TreeMap::new, Collectors.counting()));
    }

    private static boolean isTurnedAway(String code) {
        return code.equals("overloaded") || code.equals("upstream_unavailable");
    }

    @FunctionalInterface
    private interface Look {
        void once() throws Exception;
    }

    private static CompletableFuture<Void> whileNot(AtomicBoolean isOver, int pauseMillis, Look look) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        while (!isOver.get()) {
                            look.once();
                            Thread.sleep(pauseMillis);
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                work -> new Thread(work).start());
    }

    /** They come one after the other, within a pause, and so they come again. */
    private List<Answered> callOfAll() {
        List<CompletableFuture<List<Answered>>> callers = IntStream.range(0, CALLERS)
                .mapToObj(number ->
                        callAgain(new ArrayList<>(), PAUSE.multipliedBy(number).dividedBy(CALLERS)))
                .toList();
        return callers.stream().flatMap(caller -> caller.join().stream()).toList();
    }

    private CompletableFuture<List<Answered>> callAgain(List<Answered> soFar, Duration pause) {
        Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(this::call, later)
                .thenCompose(call -> call)
                .thenCompose(answer -> {
                    soFar.add(answer);
                    return soFar.size() == CALLS_OF_EACH
                            ? CompletableFuture.completedFuture(soFar)
                            : callAgain(soFar, PAUSE);
                });
    }

    private CompletableFuture<Answered> call() {
        HttpRequest request = HttpRequest.newBuilder(gateway.process().base().resolve("/api/v1/auth/signin/"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString("{\"login\":\"ada@example.com\",\"password\":\"secure_password\"}"))
                .build();
        long before = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            return new Answered(code(response), took);
        });
    }

    private String code(HttpResponse<String> response) {
        try {
            return json.readTree(response.body()).path("code").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration timeToSayThatItIsAlive() throws IOException, InterruptedException {
        URI liveness = gateway.process().management().resolve("/q/health/live");
        long before = System.nanoTime();
        int status = client.send(HttpRequest.newBuilder(liveness).build(), BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private String readiness() throws IOException, InterruptedException {
        URI readiness = gateway.process().management().resolve("/q/health/ready");
        return client.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofString())
                .body();
    }

    private Size size() throws IOException {
        Path status = Path.of("/proc", Long.toString(gateway.process().pid()), "status");
        List<String> lines = Files.readAllLines(status);
        return new Size(number(lines, "VmRSS:"), number(lines, "Threads:"));
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long most(Queue<Size> sizes, ToLongFunction<Size> what) {
        return sizes.stream().mapToLong(what).max().orElseThrow();
    }

    private static List<Duration> times(Stream<Answered> answers) {
        return answers.map(Answered::took).sorted().toList();
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
