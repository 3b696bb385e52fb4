package dev.portcullis.audit;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store that can become unavailable and counts its calls. */
final class SwitchableDatabase implements UnitOfWork {
    final InMemoryDatabase database = new InMemoryDatabase();
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean isUnavailable;

    @Override
    public <T> T call(Supplier<? extends T> work) {
        calls.incrementAndGet();
        if (isUnavailable) {
            throw new StoreUnavailable(new IllegalStateException("unavailable"));
        }
        return database.call(work);
    }
}
