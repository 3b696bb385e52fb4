package dev.portcullis.app.crash;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Many concurrent visitors that make a given number of attempts in total and wait while the service is down. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The pause after a 503 before the next attempt. */
    private static final Duration PAUSE_AFTER_503 = Duration.ofMillis(50);

    private final AtomicReference<CompletableFuture<Callers>> service = new AtomicReference<>();
    private final AtomicInteger left;
    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService threads;
    private final List<CompletableFuture<List<Attempted>>> visits;

    private Crowd(int visitors, int attempts, URI base, long seed) {
        service.set(CompletableFuture.completedFuture(new Callers(base)));
        left = new AtomicInteger(attempts);
        threads = Executors.newFixedThreadPool(visitors);
        Random random = new Random(seed);
        visits = IntStream.range(0, visitors)
                .mapToObj(number -> new Visitor("visitor" + number, new Random(random.nextLong())))
                .map(visitor -> CompletableFuture.supplyAsync(() -> visits(visitor), threads))
                .toList();
    }

    /** Starts immediately. The seed determines the attempts of each visitor and their order. */
    static Crowd of(int visitors, int attempts, URI base, long seed) {
        return new Crowd(visitors, attempts, base, seed);
    }

    private List<Attempted> visits(Visitor visitor) {
        List<Attempted> attempts = new ArrayList<>();
        while (left.getAndDecrement() > 0) {
            Attempted attempt = visitor.attempt(service.get().join());
            attempts.add(attempt);
            if (attempt.isAnswered()) {
                answered.incrementAndGet();
            }
            if (attempt.status() == 503) {
                LockSupport.parkNanos(PAUSE_AFTER_503.toNanos());
            }
        }
        return attempts;
    }

    void awaitAnswers(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> answered.get() >= count);
    }

    /** Pauses the visitors; attempts in progress continue. */
    void holdBack() {
        service.set(new CompletableFuture<>());
    }

    void goOn(URI base) {
        service.get().complete(new Callers(base));
    }

    /** Waits until the last attempt has come to its end. */
    List<Attempted> attempts() {
        return visits.stream().flatMap(visit -> visit.join().stream()).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
