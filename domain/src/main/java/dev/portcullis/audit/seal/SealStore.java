package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores seals and reads the events that they cover. Called inside a unit of work. Seals cannot be changed or removed;
 * their leaves are dropped together with the months of their events. Safe for use by many threads.
 */
public interface SealStore {
    /** Makes this unit of work the only one on any replica that seals, until it ends. False if another one is sealing. */
    boolean tryToBeTheOnlySealer();

    /**
     * A time, in microseconds, before which the log is complete: no running or later unit of work adds an event there.
     * Later statements of this unit of work see all events before it. Far in the past if unknown.
     */
    Instant closedUntil();

    Optional<Seal> last();

    Optional<Seal> last(Seal.Kind kind);

    /** Seals with numbers above {@code after}, in their order. */
    List<Seal> page(long after, int limit);

    /** Adds the next seal, by number, with its leaves. */
    void insert(Seal seal, EventDigests leaves);

    /** The leaves of these seals and all between them, by number, except empty and dropped ones. */
    Map<Long, EventDigests> leaves(Seal first, Seal last);

    /** Events of a range of time in the order of the log, including completed attempts. */
    List<AuditRecord> events(Instant from, Instant until, int limit);

    long countEvents(Instant from);

    /** The number of events sealed in ranges that end after the start of this span and not after its end. */
    long countSealed(Instant after, Instant until);
}
