package dev.portcullis.signingkey;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.util.List;

/** Rotates the signing key before its interval is over, for an operator. */
public final class RotateSigningKeys {
    public record Command(Urgency urgency, CallerContext caller) {}

    public enum Urgency {
        /** No token is rejected: the next key is published ahead as usual. */
        ORDINARY,
        /** No key is trusted any more: all are revoked immediately, and all tokens that they signed are rejected. */
        EMERGENCY
    }

    /** The key that signs next, or now after an emergency, and the number of keys that were revoked. */
    public record Rotated(SigningKeySchedule key, int revoked) {}

    private final Auditor auditor;
    private final SigningKeyStore store;
    private final KeyPairGenerator generator;
    private final KeyRotation rotation;

    public RotateSigningKeys(Auditor auditor, SigningKeyStore store, KeyPairGenerator generator, KeyPolicy policy) {
        this.auditor = auditor;
        this.store = store;
        this.generator = generator;
        this.rotation = new KeyRotation(store, policy);
    }

    /** Refuses an ordinary rotation with {@code NEXT_KEY_EXISTS}, see {@link KeyRotation#publishNext}. */
    public Result<Rotated> execute(Command command) {
        return auditor.begin(AuditAction.CHANGE_KEYS, command.caller()).attempt(() -> {
            NewKey key = generator.make();
            return Decision.of(() -> command.urgency() == Urgency.EMERGENCY ? replaceAll(key) : schedule(key));
        });
    }

    private Result<Rotated> schedule(NewKey key) {
        return rotation.publishNext(store.lock(), key, "rotated_to_" + key.id())
                .map(published -> new Rotated(published, 0));
    }

    private Result<Rotated> replaceAll(NewKey key) {
        Contents contents = store.lock();
        List<SigningKeySchedule> revoked = contents.ring().published(contents.now());
        revoked.forEach(old -> store.update(old.retired(contents.now())));
        SigningKeySchedule signing = rotation.signAtOnce(contents, key);
        return Result.of(new Rotated(signing, revoked.size())).noting("replaced_by_" + signing.id());
    }
}
