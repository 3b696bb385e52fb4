package dev.portcullis.signingkey;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.time.Instant;
import java.util.Optional;

/**
 * Revokes a signing key immediately, for an operator who no longer trusts it. All tokens that it signed are rejected.
 * If it was the current key, the next key signs from now on, or a new one if there is none.
 */
public final class RevokeSigningKey {
    public record Command(String id, CallerContext caller) {}

    private final Auditor auditor;
    private final SigningKeyStore store;
    private final KeyPairGenerator generator;
    private final KeyRotation rotation;

    public RevokeSigningKey(Auditor auditor, SigningKeyStore store, KeyPairGenerator generator, KeyPolicy policy) {
        this.auditor = auditor;
        this.store = store;
        this.generator = generator;
        this.rotation = new KeyRotation(store, policy);
    }

    /** Returns the key that signs now. */
    public Result<SigningKeySchedule> execute(Command command) {
        return auditor.begin(AuditAction.CHANGE_KEYS, command.caller()).attempt(() -> {
            NewKey substitute = generator.make();
            return Decision.of(() -> revoke(command.id(), substitute));
        });
    }

    private Result<SigningKeySchedule> revoke(String id, NewKey substitute) {
        Contents contents = store.lock();
        Instant now = contents.now();
        KeyRing ring = contents.ring();
        Optional<SigningKeySchedule> found =
                ring.keys().stream().filter(key -> key.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            return Result.refused(Reason.UNKNOWN_KEY);
        }
        SigningKeySchedule key = found.get();
        SigningKeySchedule.State state = ring.state(key, now);
        if (state == SigningKeySchedule.State.RETIRED) {
            return Result.refused(Reason.KEY_ALREADY_REVOKED);
        }
        store.update(key.retired(now));
        SigningKeySchedule signing = switch (state) {
            case CURRENT ->
                ring.next(now)
                        .map(next -> bringForward(next, now))
                        .orElseGet(() -> rotation.signAtOnce(contents, substitute));
            case NEXT -> keepSigning(ring.signing(now).orElseThrow());
            default -> ring.signing(now).orElseThrow();
        };
        return Result.of(signing).noting("revoked_" + id);
    }

    private SigningKeySchedule bringForward(SigningKeySchedule next, Instant now) {
        SigningKeySchedule signing = next.signing(now);
        store.update(signing);
        return signing;
    }

    /** The successor was revoked, so the current key continues to sign until there is another one. */
    private SigningKeySchedule keepSigning(SigningKeySchedule current) {
        SigningKeySchedule signing = current.retired(null);
        store.update(signing);
        return signing;
    }
}
