package dev.portcullis.kernel;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Keys in the order in which they were asked for. */
public final class CountingIds implements Ids {
    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID next() {
        return new UUID(0x0195_0000_0000_7000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
    }
}
