package dev.portcullis.audit;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.FailurePolicy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Append-only store of audit events, in order, with the time of the store's clock. Thread-safe.
 *
 * <p>{@link #record} and {@link #complete} are called inside the unit of work of the change that the event describes, so
 * both are committed or neither. If an event cannot be written they throw {@link AuditUnavailable}, which rolls the change
 * back, unless the policy is {@link FailurePolicy#FAIL_OPEN}. An event without a change is {@linkplain #commit committed}.
 */
public interface AuditWriter {
    void record(AuditEvent event, CallerContext caller);

    /** As {@link #record}, for the outcome of an operation that was announced by the event with this id. */
    void complete(UUID attempt, AuditEvent event, CallerContext caller);

    /**
     * Writes and commits an event that no change accompanies: cheaper than a unit of work of its own. Called outside a
     * unit of work.
     *
     * @param attempt the id of the event that announced the operation; null if there is none
     * @return the id of the event
     * @throws AuditUnavailable if it is not known to be committed, whatever the policy
     */
    @CanIgnoreReturnValue
    UUID commit(AuditEvent event, CallerContext caller, @Nullable UUID attempt);

    /**
     * Makes events anonymous: nothing leads from the events of this login, and of the former logins of the account, to them
     * any more. Requests for another address are no evidence of a former login, because the address may be anyone's.
     * Events that follow have another alias. Called inside the unit of work that deletes the account.
     */
    void forget(AccountId account, AttemptedLogin login);

    /** Reports that an event could not be written, in the log and the metrics. Never throws; needs no unit of work. */
    void lose(AuditEvent event, CallerContext caller, Throwable cause);
}
