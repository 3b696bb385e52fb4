package dev.portcullis.kernel;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A transaction: the work inside is committed as a whole or not at all. A nested call joins the outer one. When the
 * work returns, it is committed, whatever it returns: a refusal is a value, and its event and counters are kept. When
 * the work throws, it is rolled back and the exception is rethrown. Thread-safe.
 *
 * <p>Work that lost a conflict, such as a deadlock, may be retried from its start, so it must not have side effects
 * outside the stores. No password is hashed, no mail is sent and no other service is called inside a unit of work,
 * because it holds a database connection, and connections are scarce.
 */
public interface UnitOfWork {
    /**
     * Work that takes longer is rolled back. It usually takes milliseconds; after this time its caller has left, and it
     * would occupy a connection and locks.
     */
    Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Runs the work and commits it.
     *
     * @throws StoreUnavailable if the store cannot be reached, has no free connection in time, or fails before the
     *     commit. It is then unknown whether the work was committed.
     */
    <T> T call(Supplier<? extends T> work);

    default void run(Runnable work) {
        Object unused = call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
