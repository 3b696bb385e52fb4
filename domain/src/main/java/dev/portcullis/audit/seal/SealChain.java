package dev.portcullis.audit.seal;

import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Intact;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the chain of seals. A signature by an unknown key is accepted provisionally, until a later seal with a known
 * key confirms it through the chain of hashes. Used once, by one thread.
 */
final class SealChain {
    private final SealKey key;
    private final @Nullable SealReference anchor;

    private SealReference last = SealReference.NONE;
    private long vouchedFor;
    private @Nullable Broken broken;

    private @Nullable Instant sealedFrom;
    private @Nullable Instant sealedUntil;
    private @Nullable Instant droppedUntil;
    private long seals;
    private long events;
    private long droppedEvents;

    SealChain(SealKey key, @Nullable SealReference anchor) {
        this.key = key;
        this.anchor = anchor;
    }

    /**
     * The seal that the next one follows. Called inside a unit of work.
     *
     * @throws IllegalStateException if no known key signed it: the next seal would confirm it, and with it whatever somebody
     *     without the key deleted from the log
     */
    static SealReference end(SealStore seals, SealKey key) {
        Optional<Seal> last = seals.last();
        last.filter(seal -> !isGenuine(key, seal)).ifPresent(seal -> {
            throw new IllegalStateException("Nothing is sealed, because no known key signed seal " + seal.number()
                    + ": somebody changed the log, or its encryption key was removed too early (docs/seals.md)");
        });
        return SealReference.of(last);
    }

    /** Whether a known key confirms it. */
    static boolean isGenuine(SealKey key, Seal seal) {
        return key.knows(seal.keyId()) && key.verify(seal.keyId(), seal.form(), seal.signature());
    }

    void add(Seal seal) {
        if (broken == null) {
            broken = check(seal);
        }
        if (broken == null && key.knows(seal.keyId())) {
            vouchedFor = seal.number();
        }
        // After a break in the chain, dropped events are still distinguished from deleted ones.
        if (broken == null || isGenuine(key, seal)) {
            note(seal);
        }
        last = seal.reference();
    }

    private @Nullable Broken check(Seal seal) {
        long number = last.number() + 1;
        if (seal.number() != number) {
            return broken(Finding.SEAL_MISSING, number, "Seal " + number + " is missing.");
        }
        if (key.knows(seal.keyId()) && !isGenuine(key, seal)) {
            return changed(number, "has an invalid signature: it was changed or inserted.");
        }
        if (!seal.previous().equals(last.hash())) {
            return changed(number, "does not follow seal " + last.number() + ": one of them was changed or inserted.");
        }
        if (seal.kind() == Seal.Kind.EVENTS
                && sealedUntil != null
                && !seal.from().equals(sealedUntil)) {
            return changed(number, "does not begin where the previous seals end.");
        }
        if (anchor != null && anchor.number() == number && !anchor.hash().equals(seal.hash())) {
            return changed(number, "differs from the anchor.");
        }
        return null;
    }

    private void note(Seal seal) {
        seals++;
        if (seal.kind() == Seal.Kind.RETENTION) {
            droppedUntil = later(droppedUntil, seal.until());
            droppedEvents += seal.events();
            return;
        }
        if (sealedFrom == null) {
            sealedFrom = seal.from();
        }
        sealedUntil = later(sealedUntil, seal.until());
        events += seal.events();
    }

    private static Broken changed(long number, String what) {
        return broken(Finding.SEAL_CHANGED, number, "Seal " + number + " " + what);
    }

    private static Broken broken(Finding finding, long number, String sentence) {
        return new Broken(finding, null, number, sentence);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    /** The first untrustworthy seal, if any. Called after all seals were added. */
    @Nullable Broken broken() {
        long newest = last.number();
        if (broken == null && vouchedFor < newest) {
            String sentence = "Seal " + newest + ", the newest, was signed with an unknown key.";
            return broken(Finding.KEY_UNKNOWN, newest, sentence);
        }
        if (broken == null && anchor != null && anchor.number() > newest) {
            String sentence = "The anchor, seal " + anchor.number() + ", is missing: the log was cut off after seal ";
            return broken(Finding.SEAL_MISSING, newest + 1, sentence + newest + ".");
        }
        return broken;
    }

    /** Whether the events of the seal must still exist. */
    boolean isKept(Seal seal) {
        return seal.kind() == Seal.Kind.EVENTS
                && (droppedUntil == null || seal.until().isAfter(droppedUntil));
    }

    /** The number of the last seal that a known key signed, or that such a seal confirms through the chain. */
    long vouchedFor() {
        return vouchedFor;
    }

    /** The time before which no event must exist; null if unknown. */
    @Nullable Instant start() {
        return sealedFrom == null || vouchedFor == 0 ? null : later(droppedUntil, sealedFrom);
    }

    /**
     * The report on a chain whose events are unchanged.
     *
     * @param countEvents counts the events of the log from a time on
     */
    Intact intact(ToLongFunction<Instant> countEvents) {
        long unsealed = countEvents.applyAsLong(sealedUntil == null ? Instant.EPOCH : sealedUntil);
        SealReference newest = seals == 0 ? null : last;
        return new Intact(events - droppedEvents, droppedEvents, seals, unsealed, newest, sealedUntil);
    }
}
