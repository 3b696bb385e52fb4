package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps seals, and reads what they are about. Called inside a unit of work. Seals can neither be changed nor removed;
 * their leaves go with the events, when whole months are dropped. Safe for use by many threads.
 */
public interface SealStore {
    /**
     * Makes this unit of work the only one that seals, until it ends, on whatever replica. Does not wait.
     *
     * @return false when another one is
     */
    boolean tryToBeTheOnlySealer();

    /**
     * A time, to the microsecond, before which the log stays as it is: no unit of work that is under way or begins
     * later adds an event there. Statements after this one see all that is there. Long ago when that cannot be told.
     */
    Instant closedUntil();

    /** The newest seal. */
    Optional<Seal> last();

    /** The newest seal of a kind. */
    Optional<Seal> last(Seal.Kind kind);

    /** Seals in the order of their numbers, those after the given number. */
    List<Seal> page(long after, int limit);

    /** Adds the seal, whose number is the next one, and its leaves. */
    void insert(Seal seal, EventDigests leaves);

    /**
     * The leaves of the seals between these two, both included, by number; what is not kept, because it is empty or was
     * dropped, is left out.
     */
    Map<Long, EventDigests> leaves(Seal first, Seal last);

    /** Events of a range of time in the order of the log, announced attempts that were completed included. */
    List<AuditRecord> events(Instant from, Instant until, int limit);

    /** How many events there are from this time on. */
    long countEvents(Instant from);

    /** How many events were sealed in ranges that end in this span: after its start, at its end or before. */
    long countSealed(Instant after, Instant until);
}
