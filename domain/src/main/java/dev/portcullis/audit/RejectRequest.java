package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;

/**
 * Notes a request that was turned away at the door, before anything was made of it. Many that are alike share one
 * event.
 *
 * @see EventAggregator
 */
public final class RejectRequest {
    /** What was to be done, by whom, and why it was turned away. */
    public record Command(AuditEvent.Action action, Why why, CallerContext caller) {}

    /** Why a request was turned away. */
    public enum Why {
        /** It does not have the form that is asked for: type, size, syntax, fields. */
        MALFORMED,
        /** A page of another site made a browser send it. */
        CROSS_SITE
    }

    private final Attempts attempts;

    public RejectRequest(Attempts attempts) {
        this.attempts = attempts;
    }

    public void execute(Command command) {
        Attempt<Why> attempt =
                attempts.begin(command.action(), null, command.caller(), why -> event(command.action(), why));
        Why noted = attempt.turnAway(command.why());
        assert noted == command.why();
    }

    private static AuditEvent event(AuditEvent.Action action, Why why) {
        return switch (why) {
            case MALFORMED -> new AuditEvent.RequestMalformed(action);
            case CROSS_SITE -> new AuditEvent.CrossSiteRequest(action);
        };
    }
}
