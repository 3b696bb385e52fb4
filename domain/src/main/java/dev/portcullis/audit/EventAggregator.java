package dev.portcullis.audit;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.Network;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits the events that callers without a rate limit can cause. Requests of one network that are alike in account (or in
 * session, if no account is known), action, type and reason are of one kind. The first request of a kind between two calls of {@link #flush} is an event of its own;
 * the following ones are counted in memory, and the flush writes them as one {@link AuditEvent#counted} event.
 *
 * <p>The first event is written before its request is answered, so callers are still refused if the log cannot be written.
 * If the process dies, the counts since the last flush are lost; the first events are not.
 *
 * <p>At most about {@value #MAXIMUM_KINDS} kinds are distinguished between two flushes. Further requests are counted under
 * the address {@code various}, by action, type and reason alone, so memory and rows are bounded for any number of
 * addresses. Thread-safe.
 */
public final class EventAggregator {
    /** About 1 MB of memory, and less than 35 events a second with a flush each minute. */
    static final int MAXIMUM_KINDS = 1_000;

    /** The address of an event that counts requests from many networks. */
    public static final ClientAddress VARIOUS = new ClientAddress("various");

    private record Kind(
            String network,
            @Nullable AccountId account,
            @Nullable SessionId session,
            AuditAction action,
            String type,
            String reason) {
        static Kind of(AuditEvent event, Network network) {
            SessionId session = event.account() == null ? event.session() : null;
            return new Kind(network.value(), event.account(), session, event.action(), event.type(), event.reason());
        }

        Kind ofVarious() {
            return new Kind(VARIOUS.value(), null, null, action, type, reason);
        }

        boolean isOfVarious() {
            return network.equals(VARIOUS.value());
        }
    }

    /** Requests of one kind that were counted and not yet written. Immutable. */
    private record Counts(AuditEvent event, CallerContext firstCaller, long number) {
        Counts plus(Counts others) {
            return new Counts(event, firstCaller, number + others.number);
        }
    }

    /**
     * The requests of one kind since the last flush. Immutable but for the future.
     *
     * @param first completed when the first request has its event, or needs none; fails with what kept that from being
     *     written
     */
    private record Tally(
            CompletableFuture<@Nullable Void> first,
            @Nullable Counts counts) {
        Tally plus(Counts more) {
            return new Tally(first, counts == null ? more : counts.plus(more));
        }
    }

    private final AuditWriter writer;
    private final UnitOfWork work;
    private final ConcurrentMap<Kind, Tally> tallies = new ConcurrentHashMap<>();

    /** What a flush took and could not write yet. Guarded by this. */
    private final Map<Kind, Counts> unwritten = new LinkedHashMap<>();

    private volatile boolean closed;

    EventAggregator(AuditWriter writer, UnitOfWork work) {
        this.writer = writer;
        this.work = work;
    }

    /**
     * Has the event written if it is the first of its kind, or counts it. Called outside a unit of work. Requests of
     * the same kind that come while the first is being written wait for it, and fail as it does.
     *
     * @param write writes and commits the event
     * @throws AuditUnavailable if the first event of the kind cannot be written; then nothing is counted
     */
    void record(AuditEvent event, CallerContext caller, Runnable write) {
        if (closed) {
            write.run();
            return;
        }
        Kind kind = kind(event, caller);
        CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
        Tally known = tallies.putIfAbsent(kind, new Tally(first, null));
        while (known != null) {
            await(known.first());
            if (addTo(kind, known.first(), counts(kind, event, caller))) {
                flushIfClosed();
                return;
            }
            known = tallies.putIfAbsent(kind, new Tally(first, null));
        }
        writeFirst(kind, first, write);
        flushIfClosed();
    }

    /**
     * Counts the event if it is not the first of its kind, without waiting and without the store: for event loops.
     *
     * @return false if it was not counted, so that {@link #record} has to be called
     */
    boolean countIfKnown(AuditEvent event, CallerContext caller) {
        Kind kind = kind(event, caller);
        // None after the last flush: the thread that adds one then flushes again.
        Tally known = tallies.get(kind);
        return known != null
                && known.first().isDone()
                && !known.first().isCompletedExceptionally()
                && addTo(kind, known.first(), counts(kind, event, caller));
    }

    /** @return false if a flush has taken the tally, so that this request belongs to the next one */
    private boolean addTo(Kind kind, CompletableFuture<@Nullable Void> first, Counts one) {
        Tally tally = tallies.computeIfPresent(kind, (same, now) -> now.first() == first ? now.plus(one) : now);
        return tally != null && tally.first() == first;
    }

    /** For a request that was in progress when the last flush took the counts. */
    private void flushIfClosed() {
        if (closed) {
            flush();
        }
    }

    /** Counts the event and asks no store; its count is written by the next flush. */
    void count(AuditEvent event, CallerContext caller) {
        Kind kind = kind(event, caller);
        Tally empty = new Tally(CompletableFuture.completedFuture(null), null);
        Counts one = counts(kind, event, caller);
        tallies.compute(kind, (same, tally) -> (tally == null ? empty : tally).plus(one));
        flushIfClosed();
    }

    private Kind kind(AuditEvent event, CallerContext caller) {
        Kind kind = Kind.of(event, Network.of(caller.address()));
        return tallies.size() < MAXIMUM_KINDS || tallies.containsKey(kind) ? kind : kind.ofVarious();
    }

    private static Counts counts(Kind kind, AuditEvent event, CallerContext caller) {
        return new Counts(event, kind.isOfVarious() ? ofVarious(caller) : caller, 1);
    }

    private static CallerContext ofVarious(CallerContext caller) {
        return new CallerContext(VARIOUS, "", caller.requestId(), null, caller.language());
    }

    private void writeFirst(Kind kind, CompletableFuture<@Nullable Void> first, Runnable write) {
        try {
            write.run();
            first.complete(null);
        } catch (RuntimeException | Error failure) {
            tallies.computeIfPresent(kind, (same, tally) -> tally.first() == first ? null : tally);
            first.completeExceptionally(failure);
            throw failure;
        }
    }

    private static void await(CompletableFuture<@Nullable Void> first) {
        try {
            first.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /**
     * Writes what was counted, in one unit of work. What cannot be written is kept for the next flush. If the store
     * goes away during the commit, the same counts may be written twice. Called outside a unit of work, by one thread
     * or several.
     *
     * @throws AuditUnavailable when nothing was written
     * @throws StoreUnavailable when the store cannot be asked; whether anything was written is then not known
     */
    public synchronized void flush() {
        take();
        if (unwritten.isEmpty()) {
            return;
        }
        List<Counts> all = new ArrayList<>(unwritten.values());
        work.run(() ->
                all.forEach(counts -> writer.record(counts.event().counted(counts.number()), counts.firstCaller())));
        unwritten.clear();
    }

    private void take() {
        for (Kind kind : tallies.keySet()) {
            tallies.computeIfPresent(kind, (same, tally) -> {
                if (!tally.first().isDone()) {
                    return tally;
                }
                if (tally.counts() != null) {
                    keepForLater(kind, tally.counts());
                }
                return null;
            });
        }
    }

    private void keepForLater(Kind kind, Counts counts) {
        if (unwritten.size() < MAXIMUM_KINDS || unwritten.containsKey(kind)) {
            unwritten.merge(kind, counts, Counts::plus);
        } else {
            Counts various = new Counts(counts.event(), ofVarious(counts.firstCaller()), counts.number());
            unwritten.merge(kind.ofVarious(), various, Counts::plus);
        }
    }

    /**
     * Writes what was counted, for the last time: from now on each event is written at once, because no flush follows.
     * What cannot be written is reported by {@link AuditWriter#lose}. Throws nothing for a store that is away.
     */
    public void close() {
        closed = true;
        try {
            flush();
        } catch (StoreUnavailable | AuditUnavailable unavailable) {
            loseAll(unavailable);
        }
    }

    private synchronized void loseAll(RuntimeException cause) {
        unwritten
                .values()
                .forEach(counts -> writer.lose(counts.event().counted(counts.number()), counts.firstCaller(), cause));
        unwritten.clear();
    }
}
