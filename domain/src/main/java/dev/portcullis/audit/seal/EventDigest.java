package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditColumn;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a seal keeps of one event: its position, and a hash over all its values. */
public record EventDigest(AuditPosition position, Hash hash) {
    /** Version of the canonical bytes of an event of one request. Fixed, because existing seals must still verify. */
    private static final int FORM = 1;

    /** Version with the count at the end, for counted events. */
    private static final int COUNTED_FORM = 2;

    public static EventDigest of(AuditRecord event) {
        return new EventDigest(event.position(), Hash.over(form(event)));
    }

    /** Whether this is the digest that the event had at the recorded position. */
    boolean isOf(AuditRecord event) {
        return hash.equals(Hash.over(form(event.at(position))));
    }

    private static byte[] form(AuditRecord event) {
        CanonicalEncoder form = new CanonicalEncoder().octet(event.count() == null ? FORM : COUNTED_FORM);
        for (AuditColumn column : AuditColumn.values()) {
            Object value = column.value(event);
            // A byte tells whether the value is present; for the count, the version of the form does.
            if (!column.isRequired() && column != AuditColumn.COUNT) {
                form = form.octet(value == null ? 0 : 1);
            }
            form = add(form, value);
        }
        return form.bytes();
    }

    private static CanonicalEncoder add(CanonicalEncoder form, @Nullable Object value) {
        if (value == null) {
            return form;
        }
        if (value instanceof UUID id) {
            return form.id(id);
        }
        if (value instanceof Instant time) {
            return form.time(time);
        }
        if (value instanceof Long number) {
            return form.number(number);
        }
        return form.text((String) value);
    }
}
