package dev.portcullis.signingkey;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.util.List;

/** Lists all signing keys with their states, for operators. Reveals no key, so it leaves no audit event. */
public final class ListSigningKeys {
    public record Listed(SigningKeySchedule schedule, SigningKeySchedule.State state) {}

    private final SigningKeyStore store;
    private final UnitOfWork work;

    public ListSigningKeys(SigningKeyStore store, UnitOfWork work) {
        this.store = store;
        this.work = work;
    }

    /** The keys, the latest to sign first. */
    public List<Listed> execute() {
        Contents contents = work.call(store::read);
        KeyRing ring = contents.ring();
        return ring.keys().stream()
                .map(key -> new Listed(key, ring.state(key, contents.now())))
                .toList();
    }
}
