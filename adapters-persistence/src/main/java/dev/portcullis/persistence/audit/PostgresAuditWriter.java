package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Replica;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.Pseudonyms;
import dev.portcullis.caller.TraceId;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.persistence.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audit log in PostgreSQL. An event of a change is inserted at once, not at the commit, so the caller of this class
 * gets the failure. It is inserted through the transaction's connection and not by Hibernate, which abandons a
 * transaction after a failed statement; with {@link FailurePolicy#FAIL_OPEN} the transaction continues from a savepoint.
 * Thread-safe.
 */
@ApplicationScoped
public class PostgresAuditWriter implements AuditWriter {
    private static final Logger LOG = Logger.getLogger(PostgresAuditWriter.class);

    private final Database database;
    private final TransactionSynchronizationRegistry transaction;
    private final Ids ids;
    private final Pseudonyms pseudonyms;
    private final Replica replica;
    private final FailurePolicy policy;
    private final AuditListener listener;

    PostgresAuditWriter(
            Database database,
            TransactionSynchronizationRegistry transaction,
            Ids ids,
            Pseudonyms pseudonyms,
            Replica replica,
            @Named("audit") FailurePolicy policy,
            AuditListener listener) {
        this.database = database;
        this.transaction = transaction;
        this.ids = ids;
        this.pseudonyms = pseudonyms;
        this.replica = replica;
        this.policy = policy;
        this.listener = listener;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        write(event, caller, null);
    }

    @Override
    public void complete(UUID attempt, AuditEvent event, CallerContext caller) {
        write(event, caller, attempt);
    }

    private void write(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        if (!database.isInTransaction()) {
            throw new IllegalStateException("An audit event must be written inside a unit of work");
        }
        AuditRecord row = row(event, caller, attempt);
        UUID pseudonym = pseudonym(event.login());
        Optional<Instant> written = policy == FailurePolicy.FAIL_CLOSED
                ? insert(row, pseudonym)
                : tryToInsert(row, pseudonym, event, caller);
        written.ifPresent(at -> notifyWhenCommitted(row.at(new AuditPosition(at, row.id()))));
    }

    /** One statement, which commits itself: one round trip instead of two. */
    @Override
    public UUID commit(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        if (database.isInTransaction()) {
            throw new IllegalStateException("An audit event without a change must be written outside a unit of work");
        }
        AuditRecord row = row(event, caller, attempt);
        Instant at;
        try {
            at = AuditRows.insert(database, row, pseudonym(event.login()));
        } catch (StoreUnavailable | IllegalStateException failure) {
            throw new AuditUnavailable(failure);
        }
        listener.committed(row.at(new AuditPosition(at, row.id())));
        return row.id();
    }

    private @Nullable UUID pseudonym(@Nullable AttemptedLogin login) {
        return login == null ? null : pseudonyms.of(login.reveal());
    }

    private AuditRecord row(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        AttemptedLogin login = event.login();
        TraceId trace = caller.trace();
        return new AuditRecord(
                ids.next(),
                // A placeholder: the database sets the time.
                Instant.EPOCH,
                event.action().code(),
                event.type(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                known(event.reason()),
                event.account(),
                event.session(),
                // The database sets the alias, too; listeners do not get it.
                null,
                login == null ? null : login.masked(),
                printable(caller.address().value()),
                known(printable(caller.userAgent())),
                caller.requestId().value(),
                trace == null ? null : trace.value(),
                replica.name(),
                attempt,
                event.count());
    }

    @Override
    public void forget(AccountId account, AttemptedLogin login) {
        AuditLoginRows.forget(database, pseudonyms.of(login.reveal()), account.value());
    }

    private Optional<Instant> insert(AuditRecord row, @Nullable UUID pseudonym) {
        try {
            return Optional.of(AuditRows.insert(database, row, pseudonym));
        } catch (PersistenceException failure) {
            throw new AuditUnavailable(failure);
        }
    }

    /** In SQL, because a connection of a JTA transaction does not support the savepoint methods of JDBC. */
    private Optional<Instant> tryToInsert(
            AuditRecord row, @Nullable UUID pseudonym, AuditEvent event, CallerContext caller) {
        database.query("savepoint before_event").update();
        try {
            Instant at = AuditRows.insert(database, row, pseudonym);
            database.query("release savepoint before_event").update();
            return Optional.of(at);
        } catch (PersistenceException failure) {
            rollBack(failure);
            lose(event, caller, failure);
            return Optional.empty();
        }
    }

    private void rollBack(PersistenceException failure) {
        try {
            database.query("rollback to savepoint before_event").update();
        } catch (PersistenceException second) {
            failure.addSuppressed(second);
            throw failure;
        }
    }

    private void notifyWhenCommitted(AuditRecord row) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    listener.committed(row);
                }
            }
        });
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        listener.lost();
        LOG.errorf(
                "An audit event was lost (request %s): %s %s %s, account %s, session %s, requests %s: %s",
                caller.requestId(),
                event.type(),
                event.outcome(),
                event.reason(),
                event.account(),
                event.session(),
                event.count() == null ? 1L : event.count(),
                cause);
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * Text that a caller chose, without characters that PostgreSQL rejects (NUL) or that would forge a line in an export.
     * So no user agent keeps an event out of the log.
     */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> isPrintable(c) ? c : '\uFFFD').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
