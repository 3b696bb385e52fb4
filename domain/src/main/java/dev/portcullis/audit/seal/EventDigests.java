package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The leaves of one seal, in the order of the log, as stored.
 *
 * @param hex the bytes of the leaves in hexadecimal digits
 */
public record EventDigests(String hex) {
    public static final EventDigests NONE = new EventDigests("");

    private static final int NUMBER = 2 * Long.BYTES;

    /** Eight bytes of time, sixteen of id, and a hash. */
    private static final int LEAF = 3 * NUMBER + 2 * Hash.LENGTH;

    /** The leaves of these events, which must be in the order of the log. */
    static EventDigests of(List<AuditRecord> events) {
        CanonicalEncoder form = new CanonicalEncoder();
        for (AuditRecord event : events) {
            Hash hash = EventDigest.of(event).hash();
            form = form.time(event.occurredAt()).id(event.id()).hash(hash);
        }
        return new EventDigests(form.hex());
    }

    /** Accepts any bytes; {@link #digest} shows whether they were changed. */
    public static EventDigests read(byte[] bytes) {
        return new EventDigests(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    public Hash digest() {
        return Hash.over(bytes());
    }

    public List<EventDigest> list() {
        List<EventDigest> leaves = new ArrayList<>();
        for (int at = 0; at + LEAF <= hex.length(); at += LEAF) {
            Instant occurredAt = Instant.EPOCH.plus(number(at), ChronoUnit.MICROS);
            UUID id = new UUID(number(at + NUMBER), number(at + 2 * NUMBER));
            Hash hash = new Hash(hex.substring(at + 3 * NUMBER, at + LEAF));
            leaves.add(new EventDigest(new AuditPosition(occurredAt, id), hash));
        }
        return leaves;
    }

    private long number(int at) {
        return HexFormat.fromHexDigitsToLong(hex, at, at + NUMBER);
    }
}
