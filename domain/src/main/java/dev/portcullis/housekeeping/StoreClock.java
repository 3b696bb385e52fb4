package dev.portcullis.housekeeping;

import dev.portcullis.kernel.StoreUnavailable;
import java.time.Instant;

/** The clock of the store, which all replicas share. Safe for use by many threads. */
public interface StoreClock {
    /**
     * The time at the store, in an answer that takes a few seconds at most: whether there is one also tells whether the
     * store is there.
     *
     * @throws StoreUnavailable when the store does not answer in time
     */
    Instant now();
}
