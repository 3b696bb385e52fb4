package dev.portcullis.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The calls of one client. */
final class Recording {
    /** Keeps a client of a broken service from calling in a tight loop. */
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(10);

    private long[] latencies = new long[1024];
    private int calls;
    private int errors;
    private @Nullable IOException firstError;

    /** Makes a call and records its latency from the given time, or an error. */
    void call(Caller caller, long since) {
        try {
            caller.call();
        } catch (IOException e) {
            errors++;
            firstError = firstError == null ? e : firstError;
            LockSupport.parkNanos(PAUSE_AFTER_ERROR.toNanos());
            return;
        }
        if (calls == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * calls);
        }
        latencies[calls++] = System.nanoTime() - since;
    }

    void missed(long count) {
        errors += Math.toIntExact(count);
    }

    @Nullable IOException firstError() {
        return firstError;
    }

    static ClosedLoop.Result result(List<Recording> recordings, long start) {
        long[] sorted = recordings.stream()
                .flatMapToLong(recording -> LongStream.of(recording.latencies).limit(recording.calls))
                .sorted()
                .toArray();
        int errors = recordings.stream().mapToInt(recording -> recording.errors).sum();
        return new ClosedLoop.Result(sorted, errors, Duration.ofNanos(System.nanoTime() - start));
    }

    static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
