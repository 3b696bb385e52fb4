package dev.portcullis.session;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.KeyMaker.NewKey;
import dev.portcullis.session.SigningKeyStore.Contents;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first signing key and publishes each next one in time, whose turn then comes by the clock; removes those that
 * have been gone for long. Every replica does it, now and then; one makes the key.
 */
public final class KeepSigningKeys {
    /**
     * What was done; most often nothing.
     *
     * @param made a key that was kept, by this replica
     * @param removed ids of those that were removed
     */
    public record Outcome(@Nullable KeyLife made, List<String> removed) {
        private static final Outcome NOTHING = new Outcome(null, List.of());

        public Outcome {
            removed = List.copyOf(removed);
        }
    }

    private final SigningKeyStore store;
    private final KeyMaker maker;
    private final KeyPolicy policy;
    private final KeyChanges changes;
    private final UnitOfWork work;

    public KeepSigningKeys(SigningKeyStore store, KeyMaker maker, KeyPolicy policy, UnitOfWork work) {
        this.store = store;
        this.maker = maker;
        this.policy = policy;
        this.changes = new KeyChanges(store, policy);
        this.work = work;
    }

    public Outcome execute() {
        Contents seen = work.call(store::read);
        boolean isNextDue = isNextDue(seen);
        if (!isNextDue && forgettable(seen).isEmpty()) {
            return Outcome.NOTHING;
        }
        NewKey key = isNextDue ? maker.make() : null;
        return work.call(() -> keep(key));
    }

    /** Another replica may have been faster since we looked. */
    private Outcome keep(@Nullable NewKey key) {
        Contents contents = store.lock();
        KeyLife made = key != null && isNextDue(contents) ? changes.publishNext(contents, key) : null;
        List<String> forgettable = forgettable(contents);
        forgettable.forEach(store::remove);
        return new Outcome(made, forgettable);
    }

    private boolean isNextDue(Contents contents) {
        return contents.ring().isNextDue(policy, contents.now());
    }

    private static List<String> forgettable(Contents contents) {
        Instant longAgo = contents.now().minus(KeyPolicy.REMEMBERED);
        return contents.ring().keys().stream()
                .filter(key -> key.isGone(longAgo))
                .map(KeyLife::id)
                .toList();
    }
}
