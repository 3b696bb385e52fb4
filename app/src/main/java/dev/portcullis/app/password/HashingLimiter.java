package dev.portcullis.app.password;

import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits concurrent hashing, which is slow and needs much memory. Permits are granted in order of arrival; a caller whose
 * wait is over is rejected. The number of requests that wait is limited before they get a thread (ADR 43). Safe for use
 * by many threads.
 */
public final class HashingLimiter {
    private final int count;
    private final Semaphore running;
    private final Duration patience;

    /**
     * Creates a limiter whose permits are all free.
     *
     * @param permits maximum number of concurrent hashes
     * @param patience maximum wait in the queue
     */
    public HashingLimiter(int permits, Duration patience) {
        this.count = permits;
        this.running = new Semaphore(permits, true);
        this.patience = patience;
    }

    /** The maximum number of concurrent hashes. */
    public int count() {
        return count;
    }

    /** The maximum wait in the queue. */
    public Duration patience() {
        return patience;
    }

    public <T> T call(Supplier<T> work) {
        await();
        try {
            return work.get();
        } finally {
            running.release();
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
