package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;

/**
 * Keeps events, in order, for ever as far as this service is concerned: nothing here can change or remove one. Each is
 * given the time of the store's clock. Safe for use by many threads.
 *
 * <p>{@link #record}, {@link #announce} and {@link #complete} are called inside a unit of work, that of the change that
 * the event tells of, so that both are kept or neither. When an event cannot be kept they throw
 * {@link AuditUnavailable}, and with it falls whatever the event would have told of; unless the operator chose
 * {@link WhenUnavailable#ALLOW}.
 */
public interface AuditWriter {
    void record(AuditEvent event, CallerContext caller);

    /** Keeps an attempt whose outcome is not known yet. It stays {@code unknown} until an event completes it. */
    AttemptId announce(AuditEvent.Attempted attempt, CallerContext caller);

    /** Keeps the outcome of an attempt that was announced. */
    void complete(AttemptId attempt, AuditEvent event, CallerContext caller);

    /** Tells those who watch the service that an event was not kept. Never throws; needs no unit of work. */
    void lose(AuditEvent event, CallerContext caller, Throwable cause);
}
