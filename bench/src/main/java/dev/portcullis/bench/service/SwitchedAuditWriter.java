package dev.portcullis.bench.service;

import dev.portcullis.audit.AttemptId;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.kernel.CallerContext;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.UUID;

/** The audit log behind a switch, to measure its cost. The product has no such switch. */
@Decorator
@Priority(1)
class SwitchedAuditWriter implements AuditWriter {
    private final AuditWriter trail;
    private final AuditSwitch power;

    @Inject
    SwitchedAuditWriter(@Any @Delegate AuditWriter trail, AuditSwitch power) {
        this.trail = trail;
        this.power = power;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        if (power.isOn()) {
            trail.record(event, caller);
        }
    }

    @Override
    public AttemptId announce(AuditEvent.Attempted attempt, CallerContext caller) {
        return power.isOn() ? trail.announce(attempt, caller) : new AttemptId(new UUID(0, 0));
    }

    @Override
    public void complete(AttemptId attempt, AuditEvent event, CallerContext caller) {
        if (power.isOn()) {
            trail.complete(attempt, event, caller);
        }
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        trail.lose(event, caller, cause);
    }
}
