package dev.portcullis.kernel;

import java.util.function.Supplier;

/**
 * What is done inside is kept altogether or not at all. A call inside a call joins it. When the work returns, it is
 * committed, whatever it returns: a refusal is a value and its traces stay. When the work throws, nothing stays and the
 * exception goes on to the caller. Safe for use by many threads.
 *
 * <p>Work that lost against other work, as in a deadlock, may be begun again from its start, so it has no effect but on
 * stores. No password is hashed, no mail sent and no other service called inside a unit of work: it holds a database
 * connection, of which there are few.
 */
public interface UnitOfWork {
    /**
     * Does the work and keeps what it did.
     *
     * @throws StoreUnavailable when the store cannot be reached, has no connection free in time, or goes away before the
     *     commit. Whether anything was kept is then not known.
     */
    <T> T call(Supplier<? extends T> work);

    /** Decides, and shows the decision to the recorder, in one unit of work. */
    default <O> O decide(Supplier<? extends O> decision, Recorder<? super O> recorder) {
        return call(() -> {
            O outcome = decision.get();
            recorder.record(outcome);
            return outcome;
        });
    }

    /** As {@link #call}, for work without a result. */
    default void run(Runnable work) {
        Boolean done = call(() -> {
            work.run();
            return Boolean.TRUE;
        });
        assert done;
    }
}
