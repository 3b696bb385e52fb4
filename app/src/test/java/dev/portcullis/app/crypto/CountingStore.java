package dev.portcullis.app.crypto;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;

/** Counts how often it is read. */
final class CountingStore implements SigningKeyStore {
    private final SigningKeyStore store;
    private int reads;
    private boolean isAway;

    CountingStore(SigningKeyStore store) {
        this.store = store;
    }

    int reads() {
        return reads;
    }

    void goAway() {
        isAway = true;
    }

    @Override
    public Contents read() {
        if (isAway) {
            throw new StoreUnavailable(new IllegalStateException("away"));
        }
        reads++;
        return store.read();
    }

    @Override
    public Contents lock() {
        return store.lock();
    }

    @Override
    public void insert(StoredKey stored) {
        store.insert(stored);
    }

    @Override
    public void update(SigningKeySchedule life) {
        store.update(life);
    }

    @Override
    public void replacePrivateKey(String id, byte[] encryptedPrivateKey) {
        store.replacePrivateKey(id, encryptedPrivateKey);
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }
}
