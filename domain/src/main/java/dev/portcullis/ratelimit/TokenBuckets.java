package dev.portcullis.ratelimit;

import java.time.Duration;
import java.util.UUID;

/**
 * Stores token buckets, measured by a clock that all replicas share. A missing bucket is full. A crash may lose
 * buckets. Called outside a unit of work. Safe for use by many threads.
 */
public interface TokenBuckets {
    /**
     * The level of a bucket after an attempt to take from it.
     *
     * @param taken whether a token was taken
     * @param untilFull the time until the bucket is full
     */
    record Level(boolean taken, Duration untilFull) {}

    /** Takes one token, if there is one. Concurrent calls never take more tokens than there are. */
    Level take(UUID bucket, Rate rate);

    /** Gives back a token that was taken before. A bucket never exceeds its burst. */
    void giveBack(UUID bucket, Rate rate);

    /** Deletes full buckets and returns their number: less than {@code most} if none is left. */
    int removeFull(int most);
}
