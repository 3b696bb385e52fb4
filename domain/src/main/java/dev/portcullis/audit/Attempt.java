package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a caller, which leaves exactly one outcome in the audit trail: that of the port, that of a guard
 * before it, or that it failed. Outcomes that are turned away at the door, or counted, may share one event. Used once,
 * by one thread.
 *
 * <p>A store that is away keeps no event of that: the answer is then 503, and nothing was let through.
 */
public final class Attempt<O> implements Recorder<O> {
    private final AuditWriter trail;
    private final UnitOfWork work;
    private final WhenUnavailable policy;
    private final EventAggregator aggregator;
    private final AuditEvent.Attempted attempted;
    private final CallerContext caller;
    private final Function<? super O, ? extends AuditEvent> meaning;

    private @Nullable AttemptId announced;
    private boolean isConcluded;

    Attempt(
            AuditWriter trail,
            UnitOfWork work,
            WhenUnavailable policy,
            EventAggregator aggregator,
            AuditEvent.Attempted attempted,
            CallerContext caller,
            Function<? super O, ? extends AuditEvent> meaning) {
        this.trail = trail;
        this.work = work;
        this.policy = policy;
        this.aggregator = aggregator;
        this.attempted = attempted;
        this.caller = caller;
        this.meaning = meaning;
    }

    /** The same attempt, whose outcomes mean something else; to be used in the place of this one. */
    public Attempt<O> with(UnaryOperator<AuditEvent> change) {
        return new Attempt<>(
                trail, work, policy, aggregator, attempted, caller, outcome -> change.apply(meaning.apply(outcome)));
    }

    /** Refuses before the port is asked. */
    public <R extends O> R refuse(R outcome) {
        conclude(outcome);
        return outcome;
    }

    /**
     * Refuses a caller whom nothing else limits, before anything is decided: the first refusal of its kind is an event
     * of its own, written before this returns, and those that follow are counted.
     *
     * @see EventAggregator
     */
    public <R extends O> R turnAway(R outcome) {
        AuditEvent event = meaning.apply(outcome);
        aggregator.record(event, caller, () -> keep(event));
        isConcluded = true;
        return outcome;
    }

    /**
     * Asks the port, which shows us its outcome; what it throws instead is an outcome too, and goes on to the caller.
     */
    public O ask(Function<? super Recorder<O>, ? extends O> port) {
        try {
            return port.apply(this);
        } catch (StoreUnavailable | AuditUnavailable nothingCanBeKept) {
            throw nothingCanBeKept;
        } catch (RuntimeException fault) {
            fail(fault);
            throw fault;
        }
    }

    private void fail(RuntimeException fault) {
        if (isConcluded) {
            return;
        }
        try {
            keep(failure(fault));
        } catch (RuntimeException second) {
            fault.addSuppressed(second);
        }
    }

    private AuditEvent failure(RuntimeException fault) {
        if (fault instanceof Overloaded) {
            return new AuditEvent.RateLimited(attempted.action(), attempted.login(), "overloaded");
        }
        String reason = fault instanceof UpstreamFailure upstream
                ? "upstream_" + upstream.kind().name().toLowerCase(Locale.ROOT)
                : "fault";
        return new AuditEvent.AttemptFailed(attempted.action(), attempted.login(), reason);
    }

    @Override
    public void record(O outcome) {
        write(meaning.apply(outcome));
    }

    @Override
    public void announce() {
        announced = ownUnitOfWork(() -> trail.announce(attempted, caller), attempted);
    }

    @Override
    public void conclude(O outcome) {
        keep(meaning.apply(outcome));
    }

    @Override
    public void count(O outcome) {
        aggregator.count(meaning.apply(outcome), caller);
        isConcluded = true;
    }

    private void keep(AuditEvent event) {
        Boolean kept = ownUnitOfWork(
                () -> {
                    write(event);
                    return Boolean.TRUE;
                },
                event);
        isConcluded = true;
        assert kept == null || kept;
    }

    private void write(AuditEvent event) {
        if (announced == null) {
            trail.record(event, caller);
        } else {
            trail.complete(announced, event, caller);
        }
    }

    /** Null when the event was lost and the operator wants the attempt to go on all the same. */
    private <T> @Nullable T ownUnitOfWork(Supplier<? extends T> writing, AuditEvent event) {
        try {
            return work.call(writing);
        } catch (StoreUnavailable unavailable) {
            return lost(event, unavailable, new AuditUnavailable(unavailable));
        } catch (AuditUnavailable unavailable) {
            return lost(event, unavailable, unavailable);
        }
    }

    private <T> @Nullable T lost(AuditEvent event, RuntimeException cause, AuditUnavailable refusal) {
        if (policy == WhenUnavailable.REFUSE) {
            throw refusal;
        }
        trail.lose(event, caller, cause);
        return null;
    }
}
