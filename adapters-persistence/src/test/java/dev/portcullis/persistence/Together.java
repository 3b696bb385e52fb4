package dev.portcullis.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does things in other threads, at one moment, and waits for the results. */
public final class Together {
    private Together() {}

    /** The results in any order; the first failure, if one fails. */
    public static <T> List<T> call(int callers, Supplier<? extends T> action) {
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<CompletableFuture<T>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                running.add(CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return action.get();
                        },
                        threads));
            }
            return running.stream()
                    .map(result -> result.orTimeout(60, TimeUnit.SECONDS).join())
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    /** In one other thread, to its end. */
    public static void run(Runnable action) {
        List<Boolean> done = call(1, () -> {
            action.run();
            return true;
        });
        assert done.size() == 1;
    }

    private static void await(CyclicBarrier start) {
        try {
            int unused = start.await(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
