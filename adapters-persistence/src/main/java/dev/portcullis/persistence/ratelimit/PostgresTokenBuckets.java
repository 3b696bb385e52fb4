package dev.portcullis.persistence.ratelimit;

import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Token buckets in PostgreSQL, each stored as the time at which it is full (GCRA). Taking is one statement in its own
 * transaction: a concurrent one waits for the row and sees the result.
 */
@ApplicationScoped
public class PostgresTokenBuckets implements TokenBuckets {
    /**
     * Reads the clock again after the wait for the row. If the bucket is empty, nothing is written, and the second part
     * returns its level; it sees the row as of the start of the statement, or no row if a concurrent statement has just
     * inserted it. The table is unlogged, so the commit does not wait for the disk.
     */
    private static final String TAKE = """
            with taken as (
                insert into rate_bucket as bucket (id, full_at)
                values (?, clock_timestamp() + ? * interval '1 microsecond')
                on conflict (id) do update
                set full_at = greatest(bucket.full_at, clock_timestamp()) + ? * interval '1 microsecond'
                where greatest(bucket.full_at, clock_timestamp()) + ? * interval '1 microsecond'
                    <= clock_timestamp() + ? * interval '1 microsecond'
                returning full_at)
            select true, (extract(epoch from full_at - clock_timestamp()) * 1000000)::bigint from taken
            union all
            select false, (extract(epoch from full_at - clock_timestamp()) * 1000000)::bigint from rate_bucket
            where id = ? and not exists (select from taken)""";

    /** A missing row means a full bucket. */
    private static final String GIVE_BACK =
            "update rate_bucket set full_at = full_at - ? * interval '1 microsecond' where id = ?";

    /** Skips locked rows; they are being taken from. */
    private static final String REMOVE_FULL = """
            delete from rate_bucket where id = any(array(
                select id from rate_bucket where full_at <= clock_timestamp() limit $limit for update skip locked))""";

    private final Database database;

    PostgresTokenBuckets(Database database) {
        this.database = database;
    }

    @Override
    public Level take(UUID bucket, Rate rate) {
        long interval = microseconds(rate.interval());
        return query(TAKE, bucket, interval, interval, interval, microseconds(rate.window()), bucket)
                .first(level -> new Level(level.getBoolean(1), Duration.ofNanos(level.getLong(2) * 1_000)))
                .orElseGet(() -> new Level(false, rate.window()));
    }

    @Override
    public void giveBack(UUID bucket, Rate rate) {
        query(GIVE_BACK, microseconds(rate.interval()), bucket).update();
    }

    @Override
    public int removeFull(int most) {
        return query(Query.limited(REMOVE_FULL, most)).update();
    }

    private Query query(String sql, Object... parameters) {
        if (database.isInTransaction()) {
            throw new IllegalStateException("A rate limit must not be checked inside a transaction");
        }
        return database.query(sql, parameters);
    }

    private static long microseconds(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
