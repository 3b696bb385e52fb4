package dev.portcullis.persistence.ratelimit;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.persistence.database.StoreFailure;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Token buckets in PostgreSQL, each stored as the time at which it is full (GCRA). Taking is one statement in its own
 * transaction: a concurrent one waits for the row and sees the result.
 */
@ApplicationScoped
public class PostgresTokenBuckets implements TokenBuckets {
    /**
     * Reads the clock again after the wait for the row. If the bucket is empty, nothing is written, and the second part
     * returns its level; it sees the row as of the start of the statement, or no row if a concurrent statement has just
     * inserted it.
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
            delete from rate_bucket where id in (
                select id from rate_bucket where full_at <= clock_timestamp() limit ? for update skip locked)""";

    private final DataSource database;
    private final TransactionSynchronizationRegistry transaction;

    PostgresTokenBuckets(DataSource database, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    private interface Statement<T> {
        T execute(PreparedStatement statement) throws SQLException;
    }

    @Override
    public Level take(UUID bucket, Rate rate) {
        long interval = microseconds(rate.interval());
        long window = microseconds(rate.window());
        return execute(TAKE, take -> {
            take.setObject(1, bucket);
            take.setLong(2, interval);
            take.setLong(3, interval);
            take.setLong(4, interval);
            take.setLong(5, window);
            take.setObject(6, bucket);
            try (ResultSet level = take.executeQuery()) {
                return level.next()
                        ? new Level(level.getBoolean(1), Duration.ofNanos(level.getLong(2) * 1_000))
                        : new Level(false, rate.window());
            }
        });
    }

    @Override
    public void giveBack(UUID bucket, Rate rate) {
        execute(GIVE_BACK, give -> {
            give.setLong(1, microseconds(rate.interval()));
            give.setObject(2, bucket);
            return give.executeUpdate();
        });
    }

    @Override
    public int removeFull(int most) {
        return execute(REMOVE_FULL, remove -> {
            remove.setInt(1, most);
            return remove.executeUpdate();
        });
    }

    @CanIgnoreReturnValue
    private <T> T execute(String sql, Statement<T> statement) {
        if (transaction.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("A rate limit must not be checked inside a transaction");
        }
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(sql)) {
            return statement.execute(prepared);
        } catch (SQLException failure) {
            throw StoreFailure.meaningOf(failure);
        }
    }

    private static long microseconds(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
