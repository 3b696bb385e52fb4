package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the log against its seals, and names the first event that was changed, removed or put in since. Takes as long as
 * it takes to read the whole log; events are written, sealed and dropped meanwhile as ever.
 *
 * <p>What is not sealed yet cannot be told. Nor can it be seen from inside that the newest seals were cut off together
 * with all that they were about: for that, a seal must have been noted elsewhere.
 */
public final class VerifyAuditLog {
    /** Told how far the verification has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Reports how far the check is.
         *
         * @param total of the same steps as {@code done}; stays the same
         */
        void at(long done, long total);

        static Progress untold() {
            return (done, total) -> {};
        }
    }

    /** What is wrong. */
    public enum Finding {
        /** An event is not what it was when it was sealed. */
        CHANGED,
        /** An event is not there that was when its time was sealed. */
        REMOVED,
        /** An event is there that was not when its time was sealed. */
        PUT_IN,
        /** What a seal remembers of its events one by one was changed. */
        LEAVES_CHANGED,
        /** A seal was changed, or put in. */
        SEAL_CHANGED,
        /** A seal is not there. */
        SEAL_MISSING,
        /** Nothing vouches for the newest seals: their key is not one of ours. */
        KEY_UNKNOWN
    }

    public sealed interface Report {
        /**
         * All that is sealed is as it was.
         *
         * @param events that were compared
         * @param dropped that were sealed, and dropped when their time was over
         * @param seals in the chain
         * @param unsealed events that are too new
         * @param last the newest seal, to be noted elsewhere; null when there is none
         * @param sealedUntil the time before which all is sealed; null when nothing is
         */
        record Intact(
                long events,
                long dropped,
                long seals,
                long unsealed,
                @Nullable SealReference last,
                @Nullable Instant sealedUntil)
                implements Report {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.intact().apply(this);
            }
        }

        /**
         * Something is not as it was; this comes first.
         *
         * @param at the event that is concerned, where it stands or stood in the log; null when it cannot be named
         * @param seal the number of the seal that is concerned; 0 for what is older than all of them
         * @param sentence for people
         */
        record Broken(Finding finding, @Nullable AuditPosition at, long seal, String sentence) implements Report {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.broken().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(Function<? super Intact, ? extends R> intact, Function<? super Broken, ? extends R> broken) {}
    }

    /** A page of seals, and about as many events as one unit of work reads. */
    private static final int SEALS_AT_ONCE = 500;

    private static final int EVENTS_AT_ONCE = SealEvents.MAXIMUM_EVENTS;

    private final SealStore seals;
    private final SealKey key;
    private final UnitOfWork work;

    public VerifyAuditLog(SealStore seals, SealKey key, UnitOfWork work) {
        this.seals = seals;
        this.key = key;
        this.work = work;
    }

    /**
     * Checks the whole log against its seals.
     *
     * @param noted a seal that is known from elsewhere, if any
     */
    public Report execute(@Nullable SealReference noted, Progress progress) {
        long total = work.call(seals::last).map(Seal::number).orElse(0L);
        SealChain chain = new SealChain(key, noted);
        for (List<Seal> page = page(0, total); !page.isEmpty(); page = page(numberOfLast(page), total)) {
            page.forEach(chain::add);
            progress.at(numberOfLast(page), 2 * total);
        }
        chain.end();
        Report.Broken broken = compare(chain, total, progress);
        if (broken == null) {
            broken = chain.broken();
        }
        return broken == null ? intact(chain) : broken;
    }

    private Report intact(SealChain chain) {
        Instant sealedUntil = chain.sealedUntil();
        long unsealed = work.call(() -> seals.countEvents(sealedUntil == null ? Instant.EPOCH : sealedUntil));
        return new Report.Intact(
                chain.events() - chain.droppedEvents(),
                chain.droppedEvents(),
                chain.seals(),
                unsealed,
                chain.seals() == 0 ? null : chain.last(),
                sealedUntil);
    }

    /** The seals that the chain vouches for, against the events. */
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
            while (end < kept.size() && events + kept.get(end).events() <= EVENTS_AT_ONCE) {
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

    /**
     * One event more than was sealed is read: in order, it or one before it is the first that was put in.
     */
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
            Report.Broken broken = SealedRange.compare(
                    seal, leaves.getOrDefault(seal.number(), EventDigests.NONE), events.subList(begin, end));
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
