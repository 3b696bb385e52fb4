package dev.portcullis.ratelimit;

import java.time.Duration;
import java.util.UUID;

/**
 * Keeps token buckets, measured by one clock that all replicas share. A bucket that nobody has taken from is full. What
 * is kept may be lost in a crash: then all are full. Called outside a unit of work. Safe for use by many threads.
 */
public interface TokenBuckets {
    /**
     * What a bucket holds after it was taken from.
     *
     * @param taken whether one was there to be taken
     * @param untilFull how long it takes until nothing is missing
     */
    record Level(boolean taken, Duration untilFull) {}

    /**
     * Takes one, if one is there. Of many calls at once no more are given one than there are.
     *
     * @throws dev.portcullis.kernel.StoreUnavailable when nobody can tell
     */
    Level take(UUID bucket, Rate rate);

    /** Puts back one that was taken before. A bucket never holds more than it does when it is full. */
    void giveBack(UUID bucket, Rate rate);

    /**
     * Removes buckets that are full again: they say nothing.
     *
     * @return how many; less than {@code most} when none is left
     */
    int removeFull(int most);
}
