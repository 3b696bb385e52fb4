package dev.portcullis.app.password;

import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits concurrent hashing, which is slow and needs much memory, and the queue for it. When the queue is full, or the
 * wait is over, callers are rejected. Permits are granted in order of arrival. Safe for use by many threads.
 */
public final class HashingLimiter {
    private final int count;
    private final Semaphore running;
    private final Semaphore present;
    private final Duration patience;

    /**
     * Creates a limiter whose permits are all free.
     *
     * @param permits maximum number of concurrent hashes
     * @param queue maximum length of the queue
     * @param patience maximum wait in the queue
     */
    public HashingLimiter(int permits, int queue, Duration patience) {
        this.count = permits;
        this.running = new Semaphore(permits, true);
        this.present = new Semaphore(permits + queue);
        this.patience = patience;
    }

    /** The maximum number of concurrent hashes. */
    public int count() {
        return count;
    }

    public <T> T call(Supplier<T> work) {
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
