package dev.portcullis.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** A place in the log, which is ordered by time and then by id. It stays where it is whatever is added or dropped. */
public record AuditPosition(Instant occurredAt, UUID id) implements Comparable<AuditPosition> {
    /** Ids as PostgreSQL orders them, byte by byte without a sign; {@link UUID#compareTo} takes the halves as signed. */
    private static final Comparator<UUID> BY_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    @Override
    public int compareTo(AuditPosition other) {
        int byTime = occurredAt.compareTo(other.occurredAt);
        return byTime != 0 ? byTime : BY_BYTES.compare(id, other.id);
    }
}
