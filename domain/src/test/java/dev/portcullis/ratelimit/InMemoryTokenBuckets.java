package dev.portcullis.ratelimit;

import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Buckets in a map, each as the time at which it is full, by a clock of the test's. */
public final class InMemoryTokenBuckets implements TokenBuckets {
    private final InMemoryDatabase database;
    private final Clock clock;
    private final Map<UUID, Instant> fullAt = new HashMap<>();

    public InMemoryTokenBuckets(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public synchronized Level take(UUID bucket, Rate rate) {
        database.requireNoUnitOfWork();
        Instant now = clock.instant();
        Instant standing = fullAt.getOrDefault(bucket, now);
        Instant taken = (standing.isAfter(now) ? standing : now).plus(rate.interval());
        if (taken.isAfter(now.plus(rate.window()))) {
            return new Level(false, Duration.between(now, standing));
        }
        fullAt.put(bucket, taken);
        return new Level(true, Duration.between(now, taken));
    }

    @Override
    public synchronized void giveBack(UUID bucket, Rate rate) {
        database.requireNoUnitOfWork();
        fullAt.computeIfPresent(bucket, (id, full) -> full.minus(rate.interval()));
    }

    @Override
    public synchronized int removeFull(int most) {
        List<UUID> full = fullAt.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock.instant()))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        full.forEach(fullAt::remove);
        return full.size();
    }

    synchronized int size() {
        return fullAt.size();
    }
}
