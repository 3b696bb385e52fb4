package dev.portcullis.audit;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.FailurePolicy;
import java.util.UUID;

/**
 * Append-only store of audit events, in order, with the time of the store's clock. Thread-safe.
 *
 * <p>{@link #record}, {@link #announce} and {@link #complete} are called inside the unit of work of the change that the
 * event describes, so both are committed or neither. If an event cannot be written they throw {@link AuditUnavailable},
 * which rolls the change back, unless the policy is {@link FailurePolicy#FAIL_OPEN}.
 */
public interface AuditWriter {
    void record(AuditEvent event, CallerContext caller);

    /**
     * Writes an event whose outcome is not known yet, and returns its id. It stays {@code unknown} until another event
     * completes it.
     */
    UUID announce(AuditEvent attempt, CallerContext caller);

    /** Writes the outcome of an operation that was announced. */
    void complete(UUID attempt, AuditEvent event, CallerContext caller);

    /**
     * Makes events anonymous: nothing leads from the events of this account, or of this login, to the login any more.
     * Events that follow have another alias. Called inside the unit of work that deletes the account.
     */
    void forget(AccountId account, AttemptedLogin login);

    /** Reports that an event could not be written, in the log and the metrics. Never throws; needs no unit of work. */
    void lose(AuditEvent event, CallerContext caller, Throwable cause);
}
