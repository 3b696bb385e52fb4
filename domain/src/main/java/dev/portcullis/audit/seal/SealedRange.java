package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The current and the sealed events of one seal. */
final class SealedRange {
    private final Seal seal;
    private final List<EventDigest> leaves;
    private final List<AuditRecord> events;

    private SealedRange(Seal seal, List<EventDigest> leaves, List<AuditRecord> events) {
        this.seal = seal;
        this.leaves = leaves;
        this.events = events;
    }

    /**
     * The first difference, if any.
     *
     * @param seal a trustworthy seal
     * @param leaves as stored for it, genuine or not
     * @param events of its range, in order
     */
    static @Nullable Broken compare(Seal seal, EventDigests leaves, List<AuditRecord> events) {
        EventDigests found = EventDigests.of(events);
        boolean areLeavesGenuine = leaves.digest().equals(seal.digest());
        if (areLeavesGenuine && found.equals(leaves)) {
            return null;
        }
        SealedRange range = new SealedRange(seal, leaves.list(), events);
        if (found.digest().equals(seal.digest())) {
            return range.leavesChanged("The events are as they were.");
        }
        return areLeavesGenuine
                ? range.firstDifference()
                : range.leavesChanged(
                        "So were the events, or some were removed or put in; which of them cannot be told for certain.");
    }

    static Broken putInBeforeAllSeals(AuditRecord event) {
        return new Broken(
                Finding.PUT_IN,
                event.position(),
                0,
                name(event.position()) + " was put in: it is older than all that the log should hold.");
    }

    private Broken leavesChanged(String events) {
        return new Broken(
                Finding.LEAVES_CHANGED,
                null,
                seal.number(),
                "What seal " + seal.number() + " remembers of its events one by one was changed. " + events);
    }

    /** Called if the leaves are genuine and the events differ from them. */
    private Broken firstDifference() {
        int leaf = 0;
        int event = 0;
        while (leaf < leaves.size() && event < events.size()) {
            int order = leaves.get(leaf).position().compareTo(events.get(event).position());
            if (order < 0) {
                return missing(leaves.get(leaf));
            }
            if (order > 0) {
                return added(events.get(event));
            }
            if (!leaves.get(leaf).isOf(events.get(event))) {
                return changed(leaves.get(leaf).position(), "was changed.");
            }
            leaf++;
            event++;
        }
        return leaf < leaves.size() ? missing(leaves.get(leaf)) : added(events.get(event));
    }

    /** No event at the recorded position: it was deleted, or its time or id was changed. */
    private Broken missing(EventDigest leaf) {
        return events.stream()
                .filter(leaf::isOf)
                .findFirst()
                .map(event -> moved(leaf, event))
                .orElseGet(() -> broken(Finding.REMOVED, leaf.position(), "was removed."));
    }

    private Broken added(AuditRecord event) {
        Set<AuditPosition> places = events.stream().map(AuditRecord::position).collect(Collectors.toSet());
        return leaves.stream()
                .filter(leaf -> !places.contains(leaf.position()) && leaf.isOf(event))
                .findFirst()
                .map(leaf -> moved(leaf, event))
                .orElseGet(() -> broken(Finding.PUT_IN, event.position(), "was put in."));
    }

    private Broken moved(EventDigest leaf, AuditRecord event) {
        return changed(
                leaf.position(), "was changed: it now is event " + event.id() + " of " + event.occurredAt() + ".");
    }

    private Broken changed(AuditPosition at, String what) {
        return broken(Finding.CHANGED, at, what);
    }

    private Broken broken(Finding finding, AuditPosition at, String what) {
        return new Broken(finding, at, seal.number(), name(at) + " " + what);
    }

    private static String name(AuditPosition at) {
        return "Event " + at.id() + " of " + at.occurredAt();
    }
}
