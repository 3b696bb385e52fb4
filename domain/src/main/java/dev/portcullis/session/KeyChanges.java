package dev.portcullis.session;

import dev.portcullis.session.KeyMaker.NewKey;
import dev.portcullis.session.SigningKeyStore.Contents;
import dev.portcullis.session.SigningKeyStore.StoredKey;
import java.time.Instant;

/** Changes to signing keys that several use cases share. Called inside a unit of work that has locked the store. */
final class KeyChanges {
    private final SigningKeyStore store;
    private final KeyPolicy policy;

    KeyChanges(SigningKeyStore store, KeyPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** Publishes the next key and sets the end of the current one. The first key signs immediately. */
    KeyLife publishNext(Contents contents, NewKey key) {
        Instant now = contents.now();
        return contents.ring()
                .signing(now)
                .map(signing -> {
                    KeyLife next = keep(key, now, now.plus(policy.publishAhead()));
                    store.update(signing.gone(next.signsFrom().plus(policy.overlap())));
                    return next;
                })
                .orElseGet(() -> signAtOnce(contents, key));
    }

    /** Stores a key that signs immediately: if there is no other key, or none is trusted any more. */
    KeyLife signAtOnce(Contents contents, NewKey key) {
        return keep(key, contents.now(), contents.now());
    }

    private KeyLife keep(NewKey key, Instant publishedAt, Instant signsFrom) {
        KeyLife life = new KeyLife(key.id(), publishedAt, signsFrom, null);
        store.insert(new StoredKey(life, key.publicKey(), key.sealedPrivateKey()));
        return life;
    }
}
