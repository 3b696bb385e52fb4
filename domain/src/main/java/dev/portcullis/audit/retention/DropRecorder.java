package dev.portcullis.audit.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * Records each drop of months in the transaction of the drop, so that a verification can tell it from tampering. The
 * function {@code audit_drop_is_recorded} of the database requires the record. Called inside a unit of work. Thread-safe.
 */
public interface DropRecorder {
    /** The latest time, not after this one, before which months may be dropped now; empty if none may. */
    Optional<Instant> limit(Instant wanted);

    /**
     * Records that all events before a time are dropped.
     *
     * @return names the record in log messages; empty if that drop was recorded before
     */
    Optional<String> record(Instant boundary);

    /** Records nothing, and allows every drop. */
    static DropRecorder none() {
        return new DropRecorder() {
            @Override
            public Optional<Instant> limit(Instant wanted) {
                return Optional.of(wanted);
            }

            @Override
            public Optional<String> record(Instant boundary) {
                return Optional.of("no record");
            }
        };
    }
}
