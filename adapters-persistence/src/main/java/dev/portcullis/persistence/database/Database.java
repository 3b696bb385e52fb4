package dev.portcullis.persistence.database;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL without Hibernate: one round trip per statement. In a unit of work on its connection, which Hibernate shares;
 * otherwise each statement is a transaction of its own. Stores use it where Panache has no words for a statement, and
 * for what most requests wait for (ADR 41). Safe for use by many threads.
 */
@Singleton
public final class Database {
    /** Uses a connection. */
    interface Work<T> {
        T execute(Connection connection) throws SQLException;
    }

    private final DataSource pool;
    private final TransactionSynchronizationRegistry transaction;

    public Database(DataSource pool, TransactionSynchronizationRegistry transaction) {
        this.pool = pool;
        this.transaction = transaction;
    }

    /** A statement with question marks for its parameters, in their order. */
    public Query query(String sql, @Nullable Object... parameters) {
        return new Query(this, sql, parameters);
    }

    /** The clock of the database, which all replicas share. */
    public Instant now() {
        return query("select clock_timestamp()").one(row -> Query.time(row, 1));
    }

    public boolean isInTransaction() {
        return transaction.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /**
     * @throws PersistenceException if it fails in a unit of work, which decides what that means
     * @throws dev.portcullis.kernel.StoreUnavailable if it fails on its own because the database is unavailable
     */
    <T> T execute(Work<T> work) {
        requireTransactionNotOver();
        try (Connection connection = pool.getConnection()) {
            return work.execute(connection);
        } catch (SQLException failure) {
            throw isInTransaction() ? new PersistenceException(failure) : StoreFailure.meaningOf(failure);
        }
    }

    /** The pool would give a connection of its own to work of which the transaction has timed out. */
    private void requireTransactionNotOver() {
        int status = transaction.getTransactionStatus();
        boolean isUsable = status == Status.STATUS_NO_TRANSACTION
                || status == Status.STATUS_ACTIVE
                || status == Status.STATUS_MARKED_ROLLBACK;
        if (!isUsable) {
            throw new PersistenceException("The transaction is over; its timeout has passed");
        }
    }
}
