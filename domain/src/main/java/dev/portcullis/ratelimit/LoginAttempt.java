package dev.portcullis.ratelimit;

import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt with a password or a code. It counts as failed until it is reported otherwise, once. Used by one thread.
 *
 * @param delay empty if the attempt may be compared. Otherwise it was not counted; the value is the wait before the next
 *     one, above zero
 * @param isLocked whether the maximum number of failures in a row is reached, so the wait lasts until they expire
 * @param isSuspicious whether the owner must be notified of a success: many failures preceded it, and the network is not
 *     known
 */
public record LoginAttempt(
        Optional<Duration> delay, boolean isLocked, boolean isSuspicious, Runnable success, Runnable cancellation) {
    /** As {@link #delay}, as a refusal; null if the attempt may be compared. */
    public @Nullable Refusal refusal() {
        return delay.map(wait -> Refusal.retryAfter(Refusal.Reason.TOO_MANY_ATTEMPTS, wait))
                .orElse(null);
    }

    /** Runs the comparison, and cancels the attempt unless its result counts. Called outside a unit of work. */
    public <T> Result<T> countedIf(Predicate<Result<T>> counts, Supplier<Result<T>> comparison) {
        Result<T> result = orCancelled(comparison);
        if (!counts.test(result)) {
            cancel();
        }
        return result;
    }

    /** Reports a success, which deletes all previous failures. Called in the unit of work of the result, or outside. */
    public void succeeded() {
        success.run();
    }

    /** Cancels the attempt: nobody learned whether it was right. Called outside a unit of work. */
    public void cancel() {
        cancellation.run();
    }

    /** Runs a step and cancels the attempt if it throws, because the caller then learns nothing. */
    public <T> T orCancelled(Supplier<T> step) {
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

    static LoginAttempt counted(boolean isSuspicious, Runnable success, Runnable cancellation) {
        return new LoginAttempt(Optional.empty(), false, isSuspicious, success, cancellation);
    }

    /** May be compared and is not counted. */
    public static LoginAttempt uncounted() {
        return counted(false, () -> {}, () -> {});
    }

    /** Not counted; must wait. */
    public static LoginAttempt delayed(Duration delay) {
        return new LoginAttempt(Optional.of(delay), false, false, () -> {}, () -> {});
    }

    /** Not counted; must wait until the failures expire. */
    public static LoginAttempt locked(Duration delay) {
        return new LoginAttempt(Optional.of(delay), true, false, () -> {}, () -> {});
    }
}
