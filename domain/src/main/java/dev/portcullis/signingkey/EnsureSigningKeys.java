package dev.portcullis.signingkey;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generates the first signing key, publishes each next key before it is due to sign, and deletes keys that have been
 * retired for 30 days. Every replica runs this periodically; only one of them generates the key.
 */
public final class EnsureSigningKeys {
    /** The key that this replica generated and stored, null if none, and the ids of deleted keys. */
    public record Outcome(@Nullable SigningKeySchedule made, List<String> removed) {
        public Outcome {
            removed = List.copyOf(removed);
        }
    }

    private final SigningKeyStore store;
    private final KeyPairGenerator maker;
    private final KeyPolicy policy;
    private final KeyRotation changes;
    private final UnitOfWork work;

    public EnsureSigningKeys(SigningKeyStore store, KeyPairGenerator maker, KeyPolicy policy, UnitOfWork work) {
        this.store = store;
        this.maker = maker;
        this.policy = policy;
        this.changes = new KeyRotation(store, policy);
        this.work = work;
    }

    @CanIgnoreReturnValue
    public Outcome execute() {
        Contents seen = work.call(store::read);
        boolean isNextDue = isNextDue(seen);
        if (!isNextDue && forgettable(seen).isEmpty()) {
            return new Outcome(null, List.of());
        }
        NewKey key = isNextDue ? maker.make() : null;
        return work.call(() -> keep(key));
    }

    /** Checks again under the lock, because another replica may have been faster. */
    private Outcome keep(@Nullable NewKey key) {
        Contents contents = store.lock();
        SigningKeySchedule made = key != null && isNextDue(contents) ? changes.publishNext(contents, key) : null;
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
                .filter(key -> key.isRetired(longAgo))
                .map(SigningKeySchedule::id)
                .toList();
    }
}
