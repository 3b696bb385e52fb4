package dev.portcullis.persistence.database;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work as a JTA transaction.
 *
 * <p>Work that the database could not put in order with other work, as the victim of a deadlock, has been rolled back
 * and is done once more from its start. So it must have no effect but on the store.
 */
@ApplicationScoped
public class JtaUnitOfWork implements UnitOfWork {
    private static final Logger LOG = Logger.getLogger(JtaUnitOfWork.class);

    /** To lose a deadlock twice is bad luck; more often, trying again does not help. */
    private static final int MAXIMUM_ATTEMPTS = 3;

    private static final String INNER_FAILURE = JtaUnitOfWork.class.getName() + ".innerFailure";

    private final TransactionSynchronizationRegistry transaction;
    private final Duration timeout;

    @Inject
    JtaUnitOfWork(TransactionSynchronizationRegistry transaction) {
        this(transaction, TIMEOUT);
    }

    JtaUnitOfWork(TransactionSynchronizationRegistry transaction, Duration timeout) {
        this.transaction = transaction;
        this.timeout = timeout;
    }

    @Override
    public <T> T call(Supplier<? extends T> work) {
        boolean isInside = transaction.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
        return isInside ? join(work) : beginAndCommit(work);
    }

    private <T> T join(Supplier<? extends T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error thrown) {
            // A part has failed, so nothing may be committed, even if the work catches the exception.
            if (!hasTimedOut()) {
                transaction.setRollbackOnly();
                transaction.putResource(INNER_FAILURE, thrown);
            }
            if (StoreFailure.meansUnavailable(thrown)) {
                throw new StoreUnavailable(thrown);
            }
            throw thrown;
        }
    }

    private <T> T beginAndCommit(Supplier<? extends T> work) {
        int attempts = 1;
        while (true) {
            Attempt<T> attempt = new Attempt<>(work);
            try {
                return QuarkusTransaction.joiningExisting()
                        .timeout((int) timeout.toSeconds())
                        .call(attempt);
            } catch (RuntimeException failure) {
                attempt.rethrowError();
                if (!attempt.lostToOthers(failure)) {
                    throw attempt.meaningOf(failure);
                }
                if (attempts == MAXIMUM_ATTEMPTS) {
                    throw new StoreUnavailable(failure);
                }
                attempts++;
                LOG.debugf(failure, "Conflict with a concurrent transaction; starting attempt %d", attempts);
            }
        }
    }

    /** Whether the transaction ended before the work did: it took too long. */
    private boolean hasTimedOut() {
        int status = transaction.getTransactionStatus();
        return status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK;
    }

    /** One execution of the work and its progress. */
    private final class Attempt<T> implements Callable<T> {
        private final Supplier<? extends T> work;
        private boolean timedOut;
        private boolean returned;
        private @Nullable RuntimeException thrown;
        private @Nullable Error error;

        Attempt(Supplier<? extends T> work) {
            this.work = work;
        }

        @Override
        public T call() {
            try {
                T result = work.get();
                requireWhole();
                returned = true;
                return result;
            } catch (RuntimeException failure) {
                thrown = failure;
                throw failure;
            } catch (Error failure) {
                error = failure;
                throw failure;
            } finally {
                timedOut = hasTimedOut();
            }
        }

        private void requireWhole() {
            Object inner = hasTimedOut() ? null : transaction.getResource(INNER_FAILURE);
            if (inner instanceof Throwable cause) {
                throw new IllegalStateException("A part of the unit of work failed, so it was rolled back", cause);
            }
        }

        /** Unwraps an error that the work threw. */
        void rethrowError() {
            if (error != null) {
                throw error;
            }
        }

        boolean lostToOthers(RuntimeException failure) {
            return thrown != null ? StoreFailure.meansLostToOthers(thrown) : StoreFailure.hidesLossToOthers(failure);
        }

        /** The exception for the caller: that of the work, or one that describes the fate of the transaction. */
        RuntimeException meaningOf(RuntimeException failure) {
            RuntimeException cause = thrown != null ? thrown : failure;
            boolean commitFailed = returned && !StoreFailure.hidesBrokenConstraint(failure);
            boolean unavailable = timedOut || commitFailed || StoreFailure.meansUnavailable(cause);
            return unavailable && !(cause instanceof StoreUnavailable) ? new StoreUnavailable(cause) : cause;
        }
    }
}
