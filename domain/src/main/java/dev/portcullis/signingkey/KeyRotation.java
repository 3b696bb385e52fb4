package dev.portcullis.signingkey;

import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Detail;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.time.Instant;
import java.util.List;

/** Changes to signing keys that several use cases share. Called inside a unit of work that has locked the store. */
final class KeyRotation {
    private final SigningKeyStore store;
    private final KeyPolicy policy;

    KeyRotation(SigningKeyStore store, KeyPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /**
     * Publishes the next key for an operator. Refuses with {@code NEXT_KEY_EXISTS}, which names that key and the time from
     * which it signs.
     */
    Result<SigningKeySchedule> publishNext(Contents contents, NewKey key, String note) {
        SigningKeySchedule existing = contents.ring().next(contents.now()).orElse(null);
        if (existing != null) {
            List<Detail> details = List.of(
                    new Detail("kid", existing.id()),
                    new Detail("signs_from", existing.signsFrom().toString()));
            return Result.refused(new Refusal(Refusal.Reason.NEXT_KEY_EXISTS, null, details));
        }
        return Result.of(publishNext(contents, key)).noting(note);
    }

    /** Publishes the next key and sets the end of the current one. The first key signs immediately. */
    SigningKeySchedule publishNext(Contents contents, NewKey key) {
        Instant now = contents.now();
        return contents.ring()
                .signing(now)
                .map(signing -> {
                    SigningKeySchedule next = keep(key, now, now.plus(policy.publishAhead()));
                    store.update(signing.retired(next.signsFrom().plus(policy.overlap())));
                    return next;
                })
                .orElseGet(() -> signAtOnce(contents, key));
    }

    /** Stores a key that signs immediately: if there is no other key, or none is trusted any more. */
    SigningKeySchedule signAtOnce(Contents contents, NewKey key) {
        return keep(key, contents.now(), contents.now());
    }

    private SigningKeySchedule keep(NewKey key, Instant publishedAt, Instant signsFrom) {
        SigningKeySchedule life = new SigningKeySchedule(key.id(), publishedAt, signsFrom, null);
        store.insert(new StoredKey(life, key.publicKey(), key.encryptedPrivateKey()));
        return life;
    }
}
