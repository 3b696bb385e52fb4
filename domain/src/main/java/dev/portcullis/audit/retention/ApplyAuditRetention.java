package dev.portcullis.audit.retention;

import dev.portcullis.kernel.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates partitions for the coming months of the log and drops months past their retention. The record of a drop is
 * committed with it. Several replicas may run it at the same time.
 */
public final class ApplyAuditRetention {
    /** A service that was stopped for weeks has partitions when it starts again. */
    private static final int MONTHS_AHEAD = 2;

    /**
     * The changes of one run.
     *
     * @param made months whose partitions were created
     * @param skipped months without a partition, because events arrived before it was created
     * @param dropped months that were dropped with all their events
     * @param record names the record of the drop; null if there was no drop
     */
    public record Outcome(
            List<YearMonth> made,
            List<YearMonth> skipped,
            List<YearMonth> dropped,
            @Nullable String record) {
        public Outcome {
            made = List.copyOf(made);
            skipped = List.copyOf(skipped);
            dropped = List.copyOf(dropped);
        }
    }

    private final AuditPartitions months;
    private final DropRecorder recorder;
    private final AuditRetention retention;
    private final UnitOfWork work;

    public ApplyAuditRetention(
            AuditPartitions months, DropRecorder recorder, AuditRetention retention, UnitOfWork work) {
        this.months = months;
        this.recorder = recorder;
        this.retention = retention;
        this.work = work;
    }

    public Outcome execute() {
        AuditPartitions.Made made = work.call(() -> months.makeAhead(MONTHS_AHEAD));
        Outcome nothingDropped = new Outcome(made.made(), made.skipped(), List.of(), null);
        Duration kept = retention.time();
        return kept == null
                ? nothingDropped
                : work.call(() -> recorder.limit(months.now().minus(kept))
                        .flatMap(months::droppableUntil)
                        .flatMap(boundary -> drop(boundary, made))
                        .orElse(nothingDropped));
    }

    private Optional<Outcome> drop(Instant boundary, AuditPartitions.Made made) {
        return recorder.record(boundary)
                .map(record -> new Outcome(made.made(), made.skipped(), months.drop(boundary), record));
    }
}
