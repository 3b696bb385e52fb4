package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of one seal.
 *
 * @param seal a trustworthy seal
 * @param leaves as stored for it, genuine or not
 * @param events of its range as they are now, in order
 */
record SealedRange(Seal seal, EventDigests leaves, List<AuditRecord> events) {
    /** The first difference, if any. */
    @Nullable Broken difference() {
        boolean areLeavesGenuine = leaves.digest().equals(seal.digest());
        boolean areEventsGenuine = EventDigests.of(events).digest().equals(seal.digest());
        if (areLeavesGenuine) {
            return areEventsGenuine ? null : firstDifference(leaves.list());
        }
        return leavesChanged(
                areEventsGenuine
                        ? "Its events are unchanged."
                        : "Some of its events differ as well, but which ones cannot be determined.");
    }

    static Broken putInBeforeAllSeals(AuditRecord event) {
        return new Broken(
                Finding.PUT_IN,
                event.position(),
                0,
                name(event.position()) + " was inserted: it is older than every event that the log should have.");
    }

    private Broken leavesChanged(String events) {
        return new Broken(
                Finding.LEAVES_CHANGED,
                null,
                seal.number(),
                "The stored digests of the events of seal " + seal.number() + " were changed. " + events);
    }

    /** Called if the leaves are genuine and the events differ from them. */
    private Broken firstDifference(List<EventDigest> genuine) {
        int at = 0;
        while (at < genuine.size() && at < events.size()) {
            EventDigest leaf = genuine.get(at);
            AuditRecord event = events.get(at);
            int order = leaf.position().compareTo(event.position());
            if (order < 0) {
                return missing(leaf);
            }
            if (order > 0) {
                return added(event, genuine);
            }
            if (!leaf.isOf(event)) {
                return broken(Finding.CHANGED, leaf.position(), "was changed.");
            }
            at++;
        }
        return at < genuine.size() ? missing(genuine.get(at)) : added(events.get(at), genuine);
    }

    /** No event at the recorded position: it was deleted, or its time or id was changed. */
    private Broken missing(EventDigest leaf) {
        return events.stream()
                .filter(leaf::isOf)
                .findFirst()
                .map(event -> moved(leaf, event))
                .orElseGet(() -> broken(Finding.REMOVED, leaf.position(), "was removed."));
    }

    private Broken added(AuditRecord event, List<EventDigest> genuine) {
        Set<AuditPosition> places = events.stream().map(AuditRecord::position).collect(Collectors.toSet());
        return genuine.stream()
                .filter(leaf -> !places.contains(leaf.position()) && leaf.isOf(event))
                .findFirst()
                .map(leaf -> moved(leaf, event))
                .orElseGet(() -> broken(Finding.PUT_IN, event.position(), "was inserted."));
    }

    private Broken moved(EventDigest leaf, AuditRecord event) {
        String now = "was changed: it is now event " + event.id() + " of " + event.occurredAt() + ".";
        return broken(Finding.CHANGED, leaf.position(), now);
    }

    private Broken broken(Finding finding, AuditPosition at, String what) {
        return new Broken(finding, at, seal.number(), name(at) + " " + what);
    }

    private static String name(AuditPosition at) {
        return "Event " + at.id() + " of " + at.occurredAt();
    }
}
