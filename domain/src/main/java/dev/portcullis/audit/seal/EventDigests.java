package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The leaves of one seal, in the order of the log, as stored bytes. Immutable. */
public final class EventDigests {
    public static final EventDigests NONE = new EventDigests(new byte[0]);

    /** Eight bytes of time, sixteen of id, and a hash. */
    private static final int LEAF_LENGTH = 3 * Long.BYTES + Hash.LENGTH;

    private final byte[] bytes;

    private EventDigests(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The leaves of these events, which must be in the order of the log. */
    static EventDigests of(List<AuditRecord> events) {
        CanonicalEncoder form = new CanonicalEncoder();
        for (AuditRecord event : events) {
            EventDigest leaf = EventDigest.of(event);
            form.time(event.occurredAt()).id(event.id()).hash(leaf.hash());
        }
        return new EventDigests(form.bytes());
    }

    /** Accepts any bytes; {@link #digest} shows whether they were changed. */
    public static EventDigests read(byte[] bytes) {
        return new EventDigests(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The digest that the seal signs. */
    public Hash digest() {
        return Hash.over(bytes);
    }

    public Optional<EventDigest> first() {
        return bytes.length < LEAF_LENGTH ? Optional.empty() : Optional.of(leaf(0));
    }

    public List<EventDigest> list() {
        List<EventDigest> leaves = new ArrayList<>(bytes.length / LEAF_LENGTH);
        for (int at = 0; at + LEAF_LENGTH <= bytes.length; at += LEAF_LENGTH) {
            leaves.add(leaf(at));
        }
        return leaves;
    }

    private EventDigest leaf(int at) {
        Instant occurredAt = Instant.EPOCH.plus(number(at), ChronoUnit.MICROS);
        UUID id = new UUID(number(at + Long.BYTES), number(at + 2 * Long.BYTES));
        Hash hash = Hash.of(Arrays.copyOfRange(bytes, at + 3 * Long.BYTES, at + LEAF_LENGTH));
        return new EventDigest(new AuditPosition(occurredAt, id), hash);
    }

    private long number(int at) {
        long number = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventDigests leaves && Arrays.equals(bytes, leaves.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "EventDigests[" + bytes.length / LEAF_LENGTH + "]";
    }
}
