package dev.portcullis.signingkey;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.util.Arrays;
import java.util.Optional;

/** Imports an operator's own key pair as the next signing key. */
public final class ImportSigningKey {
    public record Command(NewKey key, CallerContext caller) {}

    private final Auditor auditor;
    private final SigningKeyStore store;
    private final KeyRotation rotation;

    public ImportSigningKey(Auditor auditor, SigningKeyStore store, KeyPolicy policy) {
        this.auditor = auditor;
        this.store = store;
        this.rotation = new KeyRotation(store, policy);
    }

    /**
     * Publishes the key, which signs after {@code publish-ahead}, or immediately if there is no other key. A next
     * key that exists must be revoked first.
     */
    public Result<SigningKeySchedule> execute(Command command) {
        return auditor.begin(AuditAction.CHANGE_KEYS, command.caller()).run(() -> publish(command.key()));
    }

    private Result<SigningKeySchedule> publish(NewKey key) {
        Contents contents = store.lock();
        Optional<StoredKey> same = contents.keys().stream()
                .filter(kept -> Arrays.equals(kept.publicKey(), key.publicKey()))
                .findFirst();
        if (same.isPresent()) {
            return Result.refused(Refusal.of(
                    Reason.KEY_ALREADY_KEPT,
                    new Refusal.Detail("kid", same.get().id())));
        }
        return rotation.publishNext(contents, key, "imported_" + key.id());
    }
}
