package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import java.nio.ByteBuffer;
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
        ByteBuffer leaf = ByteBuffer.wrap(bytes, at, LEAF_LENGTH);
        Instant occurredAt = Instant.EPOCH.plus(leaf.getLong(), ChronoUnit.MICROS);
        UUID id = new UUID(leaf.getLong(), leaf.getLong());
        byte[] hash = new byte[Hash.LENGTH];
        leaf.get(hash);
        return new EventDigest(new AuditPosition(occurredAt, id), Hash.of(hash));
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
