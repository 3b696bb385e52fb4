package dev.portcullis.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The buckets that this replica has found empty, until each has a token again. Nothing fills a bucket earlier, but for a
 * token of a call that a wider network then refused, so a call that finds its bucket here needs no query to be refused.
 * It only refuses: a bucket that is missing may be empty as well. In memory, bounded, thread-safe.
 */
final class EmptyBuckets {
    /** About 5 MB. The buckets of further networks are asked about in the store. */
    static final int MAXIMUM = 20_000;

    private record Entry(RateLimitStatus status, Instant since) {
        /** False also for a time before the entry: if the clock was set back, nothing is known. */
        boolean isValidAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(status.untilMore()));
        }

        RateLimitStatus at(Instant now) {
            return status.after(Duration.between(since, now));
        }
    }

    private final InstantSource clock;
    private final ConcurrentMap<UUID, Entry> entries = new ConcurrentHashMap<>();

    EmptyBuckets(InstantSource clock) {
        this.clock = clock;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(UUID bucket, RateLimitStatus status) {
        if (entries.size() < MAXIMUM || entries.containsKey(bucket)) {
            entries.put(bucket, new Entry(status, clock.instant()));
        }
    }

    /** The status as of now; null if the bucket is not known to be empty. */
    @Nullable RateLimitStatus find(UUID bucket) {
        Entry entry = entries.get(bucket);
        if (entry == null) {
            return null;
        }
        Instant now = clock.instant();
        if (entry.isValidAt(now)) {
            return entry.at(now);
        }
        entries.remove(bucket, entry);
        return null;
    }

    void removeExpired() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !entry.isValidAt(now));
    }
}
