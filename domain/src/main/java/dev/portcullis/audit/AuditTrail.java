package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;

/**
 * Keeps events, in order, for ever as far as this service is concerned: nothing here can change or remove one. Called
 * inside the unit of work of the change that the event tells of, so that both are kept or neither. When an event cannot
 * be kept it throws, and with it falls whatever the event would have told of.
 */
@FunctionalInterface
public interface AuditTrail {
    void record(AuditEvent event, CallerContext caller);
}
