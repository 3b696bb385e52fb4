package dev.portcullis.ratelimit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A guess at a password. It stands as a wrong one unless it is told otherwise, once. Used by one thread.
 */
public interface LoginAttempt {
    /** Empty: it may be compared. Otherwise it was not counted, and says how long to wait before the next, above zero. */
    Optional<Duration> delay();

    /** Whether it has to wait until all wrong guesses are forgotten, since there may be no more in a row. */
    boolean isLocked();

    /**
     * Whether its holder is to be told if it was right: many wrong ones came before it, and the login is not known on the
     * network that it came from.
     */
    boolean isSuspicious();

    /**
     * It was right, so all wrong guesses before are forgotten. Called in the unit of work of what the guess opened, or in
     * none.
     */
    void wasRight();

    /** Nobody learnt whether it was right, so it is not held against the login. Called outside a unit of work. */
    void withdraw();

    /** Takes a step by it, and withdraws it where that ends in a fault: whoever gets no answer has learnt nothing. */
    default <T> T orWithdrawn(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            try {
                withdraw();
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** May be compared, and leaves nothing. */
    static LoginAttempt uncounted() {
        return simple(Optional.empty(), false, () -> {});
    }

    /** May be compared, and is taken back by that when it is withdrawn. */
    static LoginAttempt counted(Runnable withdrawal) {
        return simple(Optional.empty(), false, withdrawal);
    }

    /** Was not counted, and has to wait. */
    static LoginAttempt delayed(Duration delay) {
        return simple(Optional.of(delay), false, () -> {});
    }

    /** Was not counted, and has to wait until all are forgotten. */
    static LoginAttempt locked(Duration delay) {
        return simple(Optional.of(delay), true, () -> {});
    }

    private static LoginAttempt simple(Optional<Duration> delay, boolean isLocked, Runnable withdrawal) {
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
            public void wasRight() {}

            @Override
            public void withdraw() {
                withdrawal.run();
            }
        };
    }
}
