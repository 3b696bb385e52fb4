package dev.portcullis.bench.service;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log behind a switch, to measure its cost. The product has no such switch. */
@Decorator
@Priority(1)
class SwitchedAuditWriter implements AuditWriter {
    private final AuditWriter writer;
    private final AuditSwitch power;

    @Inject
    SwitchedAuditWriter(@Any @Delegate AuditWriter writer, AuditSwitch power) {
        this.writer = writer;
        this.power = power;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        if (power.isOn()) {
            writer.record(event, caller);
        }
    }

    @Override
    public UUID commit(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        return power.isOn() ? writer.commit(event, caller, attempt) : new UUID(0, 0);
    }

    @Override
    public void complete(UUID attempt, AuditEvent event, CallerContext caller) {
        if (power.isOn()) {
            writer.complete(attempt, event, caller);
        }
    }

    @Override
    public void forget(AccountId account, AttemptedLogin login) {
        writer.forget(account, login);
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        writer.lose(event, caller, cause);
    }
}
