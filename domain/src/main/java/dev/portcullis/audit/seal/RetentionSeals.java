package dev.portcullis.audit.seal;

import dev.portcullis.audit.retention.DropRecorder;
import java.time.Instant;
import java.util.Optional;

/**
 * Allows the drop of sealed months only, and seals each drop. {@link VerifyAuditLog} reports events that are missing for
 * any other reason.
 */
public final class RetentionSeals implements DropRecorder {
    private final SealStore seals;
    private final SealKey key;

    public RetentionSeals(SealStore seals, SealKey key) {
        this.seals = seals;
        this.key = key;
    }

    @Override
    public Optional<Instant> limit(Instant wanted) {
        Optional<Seal> newest = seals.tryToBeTheOnlySealer() ? seals.last(Seal.Kind.EVENTS) : Optional.empty();
        return newest.map(Seal::until).map(until -> until.isBefore(wanted) ? until : wanted);
    }

    @Override
    public Optional<String> record(Instant boundary) {
        SealReference end = SealChain.end(seals, key);
        Instant from = seals.last(Seal.Kind.RETENTION)
                .map(Seal::until)
                .orElseGet(() -> seals.page(0, 1).get(0).from());
        return from.isBefore(boundary) ? Optional.of("seal " + seal(end, from, boundary)) : Optional.empty();
    }

    private SealReference seal(SealReference end, Instant from, Instant boundary) {
        Seal seal = Seal.sign(
                key,
                end,
                Seal.Kind.RETENTION,
                from,
                boundary,
                seals.countSealed(from, boundary),
                EventDigests.NONE.digest());
        seals.insert(seal, EventDigests.NONE);
        return seal.reference();
    }
}
