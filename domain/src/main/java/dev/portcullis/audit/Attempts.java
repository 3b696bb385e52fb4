package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins attempts: what a use case needs of the audit feature. Safe for use by many threads. */
public final class Attempts {
    private final AuditWriter trail;
    private final UnitOfWork work;
    private final WhenUnavailable policy;
    private final EventAggregator aggregator;

    public Attempts(AuditWriter trail, UnitOfWork work, WhenUnavailable policy) {
        this.trail = trail;
        this.work = work;
        this.policy = policy;
        this.aggregator = new EventAggregator(trail, work);
    }

    /** Counts what all attempts that begin here turn away at the door. */
    public EventAggregator aggregator() {
        return aggregator;
    }

    /**
     * An attempt that is about to be made.
     *
     * @param login that it names, if any
     * @param meaning of each outcome, as an event
     */
    public <O> Attempt<O> begin(
            AuditEvent.Action action,
            @Nullable AttemptedLogin login,
            CallerContext caller,
            Function<? super O, ? extends AuditEvent> meaning) {
        return new Attempt<>(trail, work, policy, aggregator, new AuditEvent.Attempted(action, login), caller, meaning);
    }
}
