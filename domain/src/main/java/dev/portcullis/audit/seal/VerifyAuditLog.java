package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the audit log against its seals and reports the first changed, removed or inserted event. Takes as long as
 * reading the whole log; events are written, sealed and dropped meanwhile.
 *
 * <p>Unsealed events cannot be verified. The log itself also cannot reveal that its newest seals were removed together
 * with their events; this requires a seal reference stored outside the database.
 */
public final class VerifyAuditLog {
    @FunctionalInterface
    public interface Progress {
        /** Reports how many of {@code total} steps are done; the total is constant. */
        void at(long done, long total);
    }

    public enum Finding {
        CHANGED,
        REMOVED,
        /** An event was inserted into a sealed range. */
        PUT_IN,
        /** The leaves of a seal were changed. */
        LEAVES_CHANGED,
        /** A seal was changed or inserted. */
        SEAL_CHANGED,
        SEAL_MISSING,
        /** The newest seals are signed by an unknown key. */
        KEY_UNKNOWN
    }

    public sealed interface Report {
        /**
         * All sealed events are unchanged.
         *
         * @param events number of compared events
         * @param dropped number of sealed events that retention dropped
         * @param last the newest seal, to be stored outside the database; null if there is none
         * @param sealedUntil the end of the sealed range; null if nothing is sealed
         */
        record Intact(
                long events,
                long dropped,
                long seals,
                long unsealed,
                @Nullable SealReference last,
                @Nullable Instant sealedUntil)
                implements Report {}

        /**
         * Something was changed; this is the first finding.
         *
         * @param at the position of the event; null if it cannot be named
         * @param seal the number of the seal; 0 for events before the first one
         * @param sentence for people
         */
        record Broken(Finding finding, @Nullable AuditPosition at, long seal, String sentence) implements Report {}
    }

    /** Page size of seals; a page covers about as many events as one unit of work reads. */
    private static final int SEALS_AT_ONCE = 500;

    private final SealStore seals;
    private final SealKey key;
    private final UnitOfWork work;

    public VerifyAuditLog(SealStore seals, SealKey key, UnitOfWork work) {
        this.seals = seals;
        this.key = key;
        this.work = work;
    }

    /** Verifies the whole log; the anchor is a seal reference that was stored outside the database, if any. */
    public Report execute(@Nullable SealReference anchor, Progress progress) {
        long total = work.call(seals::last).map(Seal::number).orElse(0L);
        SealChain chain = new SealChain(key, anchor);
        for (List<Seal> page = page(0, total); !page.isEmpty(); page = page(numberOfLast(page), total)) {
            page.forEach(chain::add);
            progress.at(numberOfLast(page), 2 * total);
        }
        Report.Broken broken = compare(chain, total, progress);
        if (broken == null) {
            broken = chain.broken();
        }
        return broken == null ? chain.intact(from -> work.call(() -> seals.countEvents(from))) : broken;
    }

    /** Compares the seals that the chain confirms with the events. */
    private Report.@Nullable Broken compare(SealChain chain, long total, Progress progress) {
        Instant start = chain.start();
        if (start == null) {
            return null;
        }
        List<AuditRecord> older = work.call(() -> seals.events(Instant.EPOCH, start, 1));
        if (!older.isEmpty()) {
            return SealedRange.putInBeforeAllSeals(older.get(0));
        }
        long vouchedFor = chain.vouchedFor();
        for (List<Seal> page = page(0, vouchedFor); !page.isEmpty(); page = page(numberOfLast(page), vouchedFor)) {
            Report.Broken found = compare(page.stream().filter(chain::isKept).toList());
            if (found != null) {
                return found;
            }
            progress.at(total + numberOfLast(page), 2 * total);
        }
        return null;
    }

    private Report.@Nullable Broken compare(List<Seal> kept) {
        int begin = 0;
        while (begin < kept.size()) {
            int end = begin + 1;
            long events = kept.get(begin).events();
            while (end < kept.size() && events + kept.get(end).events() <= SealEvents.MAXIMUM_EVENTS) {
                events += kept.get(end).events();
                end++;
            }
            Report.Broken broken = compare(kept.subList(begin, end), events);
            if (broken != null) {
                return broken;
            }
            begin = end;
        }
        return null;
    }

    /** Reads one event more than was sealed: that event, or one before it, is the first inserted one. */
    private Report.@Nullable Broken compare(List<Seal> sealed, long count) {
        Seal first = sealed.get(0);
        Seal last = sealed.get(sealed.size() - 1);
        Map<Long, EventDigests> leaves = work.call(() -> seals.leaves(first, last));
        List<AuditRecord> events = work.call(() -> seals.events(first.from(), last.until(), (int) count + 1));
        int begin = 0;
        for (Seal seal : sealed) {
            int end = begin;
            while (end < events.size() && events.get(end).occurredAt().isBefore(seal.until())) {
                end++;
            }
            EventDigests stored = leaves.getOrDefault(seal.number(), EventDigests.NONE);
            Report.Broken broken = new SealedRange(seal, stored, events.subList(begin, end)).difference();
            if (broken != null && !isDroppedMeanwhile(seal)) {
                return broken;
            }
            begin = end;
        }
        return null;
    }

    private boolean isDroppedMeanwhile(Seal seal) {
        Optional<Seal> retention = work.call(() -> seals.last(Seal.Kind.RETENTION));
        return retention
                .filter(newest -> !newest.until().isBefore(seal.until()))
                .filter(newest -> SealChain.isGenuine(key, newest))
                .isPresent();
    }

    private List<Seal> page(long after, long until) {
        return after >= until
                ? List.of()
                : work.call(() -> seals.page(after, SEALS_AT_ONCE)).stream()
                        .filter(seal -> seal.number() <= until)
                        .toList();
    }

    private static long numberOfLast(List<Seal> page) {
        return page.get(page.size() - 1).number();
    }
}
