package dev.portcullis.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** A position in the log, which is ordered by time and then by id. It does not change when events are added or dropped. */
public record AuditPosition(Instant occurredAt, UUID id) implements Comparable<AuditPosition> {
    /** The order of PostgreSQL, by unsigned bytes; {@link UUID#compareTo} compares signed halves. */
    private static final Comparator<UUID> BY_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    @Override
    public int compareTo(AuditPosition other) {
        int byTime = occurredAt.compareTo(other.occurredAt);
        return byTime != 0 ? byTime : BY_BYTES.compare(id, other.id);
    }
}
