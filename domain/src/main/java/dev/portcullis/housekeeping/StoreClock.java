package dev.portcullis.housekeeping;

import dev.portcullis.kernel.StoreUnavailable;
import java.time.Instant;

/** The clock of the store, which all replicas share. Safe for use by many threads. */
public interface StoreClock {
    /**
     * The time at the store. Takes a few seconds at most, so it also tells whether the store is available.
     *
     * @throws StoreUnavailable if the store does not answer in time
     */
    Instant now();
}
