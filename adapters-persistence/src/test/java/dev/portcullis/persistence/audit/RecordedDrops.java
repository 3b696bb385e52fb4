package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The record of a drop that the database requires, in a log without seals. */
@Singleton
final class RecordedDrops implements DropRecorder {
    private final Sql sql;

    RecordedDrops(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Instant> limit(Instant wanted) {
        return Optional.of(wanted);
    }

    @Override
    public Optional<String> record(Instant boundary) {
        sql.execute(
                "insert into audit_seal (number, kind, starts_at, ends_at, events, digest, previous, key_id, signature)"
                        + " select count(*) + 1, 'retention', timestamptz '2020-01-01', '" + boundary
                        + "', 0, sha256('a'), sha256('b'), 'none', 'none' from audit_seal");
        return Optional.of("a row");
    }
}
