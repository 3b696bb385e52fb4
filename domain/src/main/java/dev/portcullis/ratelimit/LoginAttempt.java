package dev.portcullis.ratelimit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One attempt with a password or a code. It counts as failed until it is reported otherwise, once. Used by one thread.
 */
public interface LoginAttempt {
    /**
     * Empty if the attempt may be compared. Otherwise it was not counted; the value is the wait before the next one,
     * above zero.
     */
    Optional<Duration> delay();

    /** Whether the maximum number of failures in a row is reached, so the wait lasts until they expire. */
    boolean isLocked();

    /** Whether the owner must be notified of a success: many failures preceded it, and the network is not known. */
    boolean isSuspicious();

    /**
     * Reports a success, which deletes all previous failures. Called in the unit of work of the result, or outside of
     * any.
     */
    void succeeded();

    /** Cancels the attempt: nobody learned whether it was right. Called outside a unit of work. */
    void cancel();

    /** Runs a step and cancels the attempt if it throws, because the caller then learns nothing. */
    default <T> T orCancelled(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            try {
                cancel();
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** May be compared and is not counted. */
    static LoginAttempt uncounted() {
        return simple(Optional.empty(), false, () -> {});
    }

    /** May be compared; the argument cancels it. */
    static LoginAttempt counted(Runnable cancellation) {
        return simple(Optional.empty(), false, cancellation);
    }

    /** Not counted; must wait. */
    static LoginAttempt delayed(Duration delay) {
        return simple(Optional.of(delay), false, () -> {});
    }

    /** Not counted; must wait until the failures expire. */
    static LoginAttempt locked(Duration delay) {
        return simple(Optional.of(delay), true, () -> {});
    }

    private static LoginAttempt simple(Optional<Duration> delay, boolean isLocked, Runnable cancellation) {
        return new LoginAttempt() {
            @Override
            public Optional<Duration> delay() {
                return delay;
            }

            @Override
            public boolean isLocked() {
                return isLocked;
            }

            @Override
            public boolean isSuspicious() {
                return false;
            }

            @Override
            public void succeeded() {}

            @Override
            public void cancel() {
                cancellation.run();
            }
        };
    }
}
