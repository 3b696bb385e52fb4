package dev.portcullis.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The leaves of one seal, in the order of the log, as the bytes that are kept. Immutable. */
public final class Leaves {
    public static final Leaves NONE = new Leaves(new byte[0]);

    /** Eight bytes of time, sixteen of id, and a hash. */
    private static final int LEAF_LENGTH = 3 * Long.BYTES + Hash.LENGTH;

    private final byte[] bytes;

    private Leaves(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Those of these events, which are in the order of the log. */
    static Leaves of(List<AuditRecord> events) {
        ByteForm form = new ByteForm();
        for (AuditRecord event : events) {
            Leaf leaf = Leaf.of(event);
            ByteForm unused = form.time(event.occurredAt()).id(event.id()).hash(leaf.hash());
            assert unused == form;
        }
        return new Leaves(form.bytes());
    }

    /** Any bytes; whether they are those that were kept is for {@link #digest} to tell. */
    public static Leaves read(byte[] bytes) {
        return new Leaves(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** What a seal says of them. */
    Hash digest() {
        return Hash.over(bytes);
    }

    public Optional<Leaf> first() {
        return bytes.length < LEAF_LENGTH ? Optional.empty() : Optional.of(leaf(0));
    }

    public List<Leaf> list() {
        List<Leaf> leaves = new ArrayList<>(bytes.length / LEAF_LENGTH);
        for (int at = 0; at + LEAF_LENGTH <= bytes.length; at += LEAF_LENGTH) {
            leaves.add(leaf(at));
        }
        return leaves;
    }

    private Leaf leaf(int at) {
        Instant occurredAt = Instant.EPOCH.plus(number(at), ChronoUnit.MICROS);
        UUID id = new UUID(number(at + Long.BYTES), number(at + 2 * Long.BYTES));
        Hash hash = Hash.of(Arrays.copyOfRange(bytes, at + 3 * Long.BYTES, at + LEAF_LENGTH));
        return new Leaf(new AuditPosition(occurredAt, id), hash);
    }

    private long number(int at) {
        long number = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            number = number << Byte.SIZE | bytes[i] & 0xFF;
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leaves leaves && Arrays.equals(bytes, leaves.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Leaves[" + bytes.length / LEAF_LENGTH + "]";
    }
}
