package dev.portcullis.audit.retention;

import dev.portcullis.audit.seal.EventDigests;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealKey;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates partitions for the coming months of the log and drops months past their retention. A seal that records the
 * drop is committed with it, so {@link VerifyAuditLog} reports events that are missing for any other reason. Several
 * replicas may run it at the same time.
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
     * @param seal records the drop; null if there was none
     */
    public record Outcome(
            List<YearMonth> made,
            List<YearMonth> skipped,
            List<YearMonth> dropped,
            @Nullable Seal seal) {
        public Outcome {
            made = List.copyOf(made);
            skipped = List.copyOf(skipped);
            dropped = List.copyOf(dropped);
        }
    }

    private final AuditPartitions months;
    private final SealStore seals;
    private final SealKey key;
    private final AuditRetention retention;
    private final UnitOfWork work;

    public ApplyAuditRetention(
            AuditPartitions months, SealStore seals, SealKey key, AuditRetention retention, UnitOfWork work) {
        this.months = months;
        this.seals = seals;
        this.key = key;
        this.retention = retention;
        this.work = work;
    }

    public Outcome execute() {
        AuditPartitions.Made made = work.call(() -> months.makeAhead(MONTHS_AHEAD));
        Outcome nothingDropped = new Outcome(made.made(), made.skipped(), List.of(), null);
        Duration kept = retention.time();
        return kept == null ? nothingDropped : work.call(() -> drop(kept, nothingDropped));
    }

    private Outcome drop(Duration kept, Outcome nothingDropped) {
        Optional<Seal> newest = seals.tryToBeTheOnlySealer() ? seals.last(Seal.Kind.EVENTS) : Optional.empty();
        return newest.map(seal -> earlier(seal.until(), months.now().minus(kept)))
                .flatMap(months::droppableUntil)
                .map(boundary -> dropUntil(boundary, nothingDropped))
                .orElse(nothingDropped);
    }

    private Outcome dropUntil(Instant boundary, Outcome nothingDropped) {
        Instant from = seals.last(Seal.Kind.RETENTION)
                .map(Seal::until)
                .orElseGet(() -> seals.page(0, 1).get(0).from());
        if (!from.isBefore(boundary)) {
            return nothingDropped;
        }
        Seal seal = Seal.sign(
                key,
                SealReference.of(seals.last()),
                Seal.Kind.RETENTION,
                from,
                boundary,
                seals.countSealed(from, boundary),
                EventDigests.NONE.digest());
        seals.insert(seal, EventDigests.NONE);
        return new Outcome(nothingDropped.made(), nothingDropped.skipped(), months.drop(boundary), seal);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
