package dev.portcullis.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/** Clients that send the next request as soon as the response arrives (a closed loop). */
public final class ClosedLoop implements AutoCloseable {
    private final List<? extends Caller> callers;
    private final ExecutorService threads;

    public ClosedLoop(List<? extends Caller> callers) {
        this.callers = List.copyOf(callers);
        this.threads = Executors.newFixedThreadPool(callers.size());
    }

    /** Runs for this time and waits for all calls that were started within it. */
    public Result runFor(Duration time) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<CompletableFuture<long[]>> runs = callers.stream()
                .map(caller -> CompletableFuture.supplyAsync(() -> callUntil(end, caller), threads))
                .toList();
        long[] latencies = runs.stream()
                .map(CompletableFuture::join)
                .flatMapToLong(LongStream::of)
                .sorted()
                .toArray();
        return new Result(latencies, Duration.ofNanos(System.nanoTime() - start));
    }

    private static long[] callUntil(long end, Caller caller) {
        long[] latencies = new long[1024];
        int calls = 0;
        for (long before = System.nanoTime(); before < end; ) {
            try {
                caller.call();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            long after = System.nanoTime();
            if (calls == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * calls);
            }
            latencies[calls++] = after - before;
            before = after;
        }
        return Arrays.copyOf(latencies, calls);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The result of a run. */
    public static final class Result {
        private final long[] latencies;
        private final Duration time;

        private Result(long[] sorted, Duration time) {
            this.latencies = sorted;
            this.time = time;
        }

        public int calls() {
            return latencies.length;
        }

        public double perSecond() {
            return latencies.length / (time.toNanos() / 1e9);
        }

        /** Latency in milliseconds at a quantile between 0 and 1. */
        public double latencyAt(double share) {
            int index = (int) Math.min(latencies.length - 1L, (long) (share * latencies.length));
            return latencies[index] / 1e6;
        }
    }
}
