package dev.portcullis.audit.seal;

import dev.portcullis.audit.AttemptId;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;

/** What a seal remembers of one event: where it stands, and the hash of all that it says. */
public record EventDigest(AuditPosition position, Hash hash) {
    /** The byte form of an event of one request. It never changes: seals of such events must still verify. */
    private static final int FORM = 1;

    /** The same form with the count at its end, for events that have one. */
    private static final int COUNTED_FORM = 2;

    public static EventDigest of(AuditRecord event) {
        return new EventDigest(event.position(), Hash.over(form(event.position(), event)));
    }

    /** Whether this was the event's when it stood where the leaf says. */
    boolean isOf(AuditRecord event) {
        return hash.equals(Hash.over(form(position, event)));
    }

    /** The columns of {@code audit_event} in the order of the components of {@link AuditRecord}. */
    private static byte[] form(AuditPosition position, AuditRecord event) {
        AccountId account = event.account();
        SessionId session = event.session();
        AttemptId attempt = event.attempt();
        Long count = event.count();
        CanonicalEncoder form = new CanonicalEncoder()
                .octet(count == null ? FORM : COUNTED_FORM)
                .id(position.id())
                .time(position.occurredAt())
                .text(event.action())
                .text(event.type())
                .text(event.outcome())
                .optionalText(event.reason())
                .optionalId(account == null ? null : account.value())
                .optionalId(session == null ? null : session.value())
                .optionalText(event.login())
                .optionalText(event.maskedLogin())
                .text(event.address())
                .optionalText(event.userAgent())
                .text(event.requestId())
                .optionalText(event.traceId())
                .text(event.replica())
                .optionalId(attempt == null ? null : attempt.value());
        return (count == null ? form : form.number(count)).bytes();
    }
}
