package dev.portcullis.audit;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UpstreamFailure;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a caller, whose outcome is an event of the audit log, or one more in the count of a later event, before
 * its result is returned: by {@link #turnAway}, {@link #refuse}, {@link #run} or {@link #attempt}. If the event cannot be written, the operation
 * fails with {@link AuditUnavailable}, unless the operator chose to fail open. Used once, by one thread.
 *
 * <p>When the store is unavailable, no event can be written; the response is then 503, and nothing was let through.
 */
public final class AuditedOperation {
    private final Auditor auditor;
    private final AuditAction action;
    private final @Nullable AttemptedLogin login;
    private final CallerContext caller;

    private String noteOnSuccess = "";
    private @Nullable AttemptedLogin loginUnlessDone;
    private boolean hasLimit;
    private @Nullable Refusal limit;
    private @Nullable UUID announced;
    private boolean isConcluded;

    AuditedOperation(Auditor auditor, AuditAction action, @Nullable AttemptedLogin login, CallerContext caller) {
        this.auditor = auditor;
        this.action = action;
        this.login = login;
        this.loginUnlessDone = login;
        this.caller = caller;
    }

    /** If the operation succeeds, its event has this reason, for example that a check was skipped. */
    public void noteOnSuccess(String reason) {
        noteOnSuccess = reason;
    }

    /** Unless the operation succeeds, its event has this login; the event of a success names the account instead. */
    public AuditedOperation aboutUnlessDone(AttemptedLogin named) {
        loginUnlessDone = named;
        return this;
    }

    /**
     * Turns the caller away with this refusal of a rate limit, whatever is attempted next; null for a caller who may
     * continue. Without a rate limit, refusals that are alike share an event, as those of {@link #turnAway} do, so that no
     * caller can fill the log. Such a refusal must not change the store: its event is not committed with the change.
     */
    public AuditedOperation limitedBy(@Nullable Refusal refusal) {
        hasLimit = true;
        limit = refusal;
        return this;
    }

    /**
     * Refuses a caller whom no rate limit stops, before anything is decided. The first refusal of its kind is an event
     * of its own, written before this returns; those that follow are counted.
     *
     * @see EventAggregator
     */
    public <T> Result<T> turnAway(Refusal refusal) {
        return share(Result.refused(refusal));
    }

    private <T> Result<T> share(Result<T> refused) {
        AuditEvent event = event(refused);
        auditor.aggregator.record(event, caller, () -> writeAlone(event));
        isConcluded = true;
        return refused;
    }

    /**
     * As {@link #turnAway}, without I/O: only counts a refusal whose kind has its first event already.
     *
     * @return false if nothing was counted, because the kind has no event yet; {@link #turnAway} writes it
     */
    boolean turnAwayCounted(Refusal refusal) {
        return auditor.aggregator.countIfKnown(event(Result.refused(refusal)), caller);
    }

    public <T> Result<T> refuse(Refusal refusal) {
        Result<T> result = Result.refused(refusal);
        writeAlone(event(result));
        return result;
    }

    /** Decides in the unit of work that writes the event. */
    public <T> Result<T> run(Supplier<Result<T>> decision) {
        return attempt(() -> Decision.of(decision));
    }

    /**
     * Does the slow part, then commits its decision together with the event. If another service decides, the operation is
     * announced before the call and completed afterwards; if completing fails, the decision is undone. An exception is
     * recorded as well, and rethrown.
     *
     * @param slowPart called outside a unit of work
     */
    public <T> Result<T> attempt(Supplier<Decision<T>> slowPart) {
        if (limit != null) {
            return turnAway(limit);
        }
        try {
            Decision<T> decision = slowPart.get();
            return decision.answer(concludeOrUndo(decision));
        } catch (StoreUnavailable | AuditUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException fault) {
            recordFault(fault);
            throw fault;
        }
    }

    private <T> Result<T> concludeOrUndo(Decision<T> decision) {
        try {
            return conclude(decision);
        } catch (RuntimeException notRecorded) {
            try {
                decision.undo();
            } catch (RuntimeException second) {
                notRecorded.addSuppressed(second);
            }
            throw notRecorded;
        }
    }

    private <T> Result<T> conclude(Decision<T> decision) {
        return switch (decision.kind()) {
            case LOCAL -> commit(decision);
            case REMOTE -> callAndComplete(decision);
            case TURNED_AWAY -> turnAway(decision.decide(() -> {}).refusal());
            case COUNTED -> count(decision.decide(() -> {}));
        };
    }

    private <T> Result<T> commit(Decision<T> decision) {
        Result<T> result = auditor.work.call(() -> {
            Result<T> decided = decision.conclude(decision.decide(() -> {}));
            if (!decided.isCounted() && !isUnlimitedRefusal(decided)) {
                write(event(decided));
            }
            return decided;
        });
        if (result.isCounted()) {
            return count(result);
        }
        if (isUnlimitedRefusal(result)) {
            return share(result);
        }
        isConcluded = true;
        return result;
    }

    /** As {@link #limitedBy} requires, such a refusal has changed nothing. */
    private boolean isUnlimitedRefusal(Result<?> result) {
        return result.isRefused() && !hasLimit;
    }

    private <T> Result<T> count(Result<T> result) {
        auditor.aggregator.count(event(result), caller);
        isConcluded = true;
        return result;
    }

    private <T> Result<T> callAndComplete(Decision<T> decision) {
        Result<T> result = decision.decide(this::announce);
        if (decision.hasMoreWork()) {
            orLose(event(result), () -> complete(decision, result));
            isConcluded = true;
        } else {
            writeAlone(event(result));
        }
        return result;
    }

    private <T> Result<T> complete(Decision<T> decision, Result<T> result) {
        return auditor.work.call(() -> {
            write(event(decision.conclude(result)));
            return result;
        });
    }

    private void announce() {
        AuditEvent attempted = AuditEvent.attempted(action, login);
        announced = orLose(attempted, () -> auditor.writer.commit(attempted, caller, null));
    }

    private void recordFault(RuntimeException fault) {
        if (isConcluded) {
            return;
        }
        try {
            if (fault instanceof Overloaded && announced == null) {
                // Counted, because nothing else limits such requests.
                Result<Void> unused = turnAway(Refusal.of(Refusal.Reason.OVERLOADED));
            } else {
                writeAlone(failure(fault));
            }
        } catch (RuntimeException second) {
            fault.addSuppressed(second);
        }
    }

    private AuditEvent failure(RuntimeException fault) {
        if (fault instanceof Overloaded) {
            return event(Result.refused(Refusal.Reason.OVERLOADED));
        }
        String reason = fault instanceof UpstreamFailure upstream
                ? "upstream_" + upstream.kind().name().toLowerCase(Locale.ROOT)
                : "fault";
        return AuditEvent.failed(action, loginUnlessDone, reason);
    }

    private AuditEvent event(Result<?> result) {
        AttemptedLogin named = result.isRefused() ? loginUnlessDone : login;
        AuditEvent event = AuditEvent.of(action, result.subject().login() == null ? result.about(named) : result);
        return noteOnSuccess.isEmpty() ? event : event.becauseIfDone(noteOnSuccess);
    }

    private void writeAlone(AuditEvent event) {
        orLose(event, () -> auditor.writer.commit(event, caller, announced));
        isConcluded = true;
    }

    private void write(AuditEvent event) {
        if (announced == null) {
            auditor.writer.record(event, caller);
        } else {
            auditor.writer.complete(announced, event, caller);
        }
    }

    /** Null when the event was lost and the policy is to fail open. */
    @CanIgnoreReturnValue
    private <T> @Nullable T orLose(AuditEvent event, Supplier<? extends T> writing) {
        try {
            return writing.get();
        } catch (StoreUnavailable | AuditUnavailable cause) {
            if (auditor.policy == FailurePolicy.FAIL_CLOSED) {
                throw cause instanceof AuditUnavailable refusal ? refusal : new AuditUnavailable(cause);
            }
            auditor.writer.lose(event, caller, cause);
            return null;
        }
    }
}
