package dev.portcullis.app.crypto;

import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how much slow and memory-hungry work runs at once, and how much waits for it. Who would wait in vain is turned
 * away at once, so memory stays flat however many call. First come, first served. Safe for use by many threads.
 */
public final class HashingLimiter {
    private final int count;
    private final Semaphore running;
    private final Semaphore present;
    private final Duration patience;

    /**
     * Makes a limiter with all of its permits free.
     *
     * @param permits how much runs at once
     * @param queue how much waits
     * @param patience how long one waits at most
     */
    public HashingLimiter(int permits, int queue, Duration patience) {
        this.count = permits;
        this.running = new Semaphore(permits, true);
        this.present = new Semaphore(permits + queue);
        this.patience = patience;
    }

    /** How much runs at once. */
    int count() {
        return count;
    }

    <T> T call(Supplier<T> work) {
        if (!present.tryAcquire()) {
            throw new Overloaded(patience);
        }
        try {
            await();
            try {
                return work.get();
            } finally {
                running.release();
            }
        } finally {
            present.release();
        }
    }

    private void await() {
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Overloaded(patience);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Overloaded(patience);
        }
    }
}
