package dev.portcullis.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Clients that send the next request as soon as the response arrives (a closed loop): they measure throughput. */
public final class ClosedLoop implements AutoCloseable {
    private final List<? extends Caller> callers;
    private final ExecutorService threads;

    public ClosedLoop(List<? extends Caller> callers) {
        this.callers = List.copyOf(callers);
        this.threads = Executors.newFixedThreadPool(callers.size());
    }

    /** Runs for this time and waits for all calls that were started within it. The first error ends it. */
    public Result runFor(Duration time) {
        return run(time, true);
    }

    /** Like {@link #runFor}, but counts errors. */
    public Result countFor(Duration time) {
        return run(time, false);
    }

    private Result run(Duration time, boolean stopAtError) {
        prepare(callers);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Recording> recordings =
                onThreads(callers, threads, caller -> callUntil(end, caller, new Recording(), stopAtError));
        recordings.stream()
                .map(Recording::firstError)
                .filter(error -> stopAtError && error != null)
                .findFirst()
                .ifPresent(error -> {
                    throw new UncheckedIOException(error);
                });
        return Recording.result(recordings, start);
    }

    private static Recording callUntil(long end, Caller caller, Recording recording, boolean stopAtError) {
        for (long before = System.nanoTime();
                before < end && !(stopAtError && recording.firstError() != null);
                before = System.nanoTime()) {
            recording.call(caller, before);
        }
        return recording;
    }

    static void prepare(List<? extends Caller> callers) {
        try {
            for (Caller caller : callers) {
                caller.prepare();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Recording> onThreads(
            List<? extends Caller> callers, ExecutorService threads, Function<Caller, Recording> work) {
        List<CompletableFuture<Recording>> runs = callers.stream()
                .map(caller -> CompletableFuture.supplyAsync(() -> work.apply(caller), threads))
                .toList();
        return runs.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The result of a run. */
    public static final class Result {
        private final long[] latencies;
        private final int errors;
        private final Duration time;

        Result(long[] sorted, int errors, Duration time) {
            this.latencies = sorted;
            this.errors = errors;
            this.time = time;
        }

        /** Several runs as one. */
        public static Result together(List<Result> results) {
            return new Result(
                    results.stream()
                            .flatMapToLong(result -> LongStream.of(result.latencies))
                            .sorted()
                            .toArray(),
                    results.stream().mapToInt(Result::errors).sum(),
                    results.stream().map(result -> result.time).reduce(Duration.ZERO, Duration::plus));
        }

        /** Successful calls. */
        public int calls() {
            return latencies.length;
        }

        public int errors() {
            return errors;
        }

        public double perSecond() {
            return latencies.length / (time.toNanos() / 1e9);
        }

        /** Latency in milliseconds at a quantile between 0 and 1; not a number if no call succeeded. */
        public double latencyAt(double share) {
            if (latencies.length == 0) {
                return Double.NaN;
            }
            int index = (int) Math.min(latencies.length - 1L, (long) (share * latencies.length));
            return latencies[index] / 1e6;
        }
    }
}
