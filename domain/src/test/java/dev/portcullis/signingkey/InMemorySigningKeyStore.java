package dev.portcullis.signingkey;

import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Signing keys in a map, timed by a clock of the test's. */
public final class InMemorySigningKeyStore implements SigningKeyStore {
    private static final String THE_STORE = "signing keys";

    private final InMemoryDatabase database;
    private final Clock clock;
    private final Map<String, StoredKey> keys;

    public InMemorySigningKeyStore(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.keys = database.table();
    }

    @Override
    public Contents read() {
        database.requireUnitOfWork();
        List<StoredKey> copies = keys.values().stream()
                .map(key -> new StoredKey(
                        key.life(),
                        key.publicKey().clone(),
                        key.encryptedPrivateKey().clone()))
                .toList();
        return new Contents(copies, clock.instant());
    }

    @Override
    public Contents lock() {
        database.lock(THE_STORE);
        return read();
    }

    @Override
    public void insert(StoredKey key) {
        database.requireLocked(THE_STORE);
        boolean isKept = keys.values().stream()
                .anyMatch(kept -> kept.id().equals(key.id()) || Arrays.equals(kept.publicKey(), key.publicKey()));
        if (isKept) {
            throw new IllegalStateException("there is such a key");
        }
        keys.put(key.id(), key);
    }

    @Override
    public void update(SigningKeySchedule life) {
        database.requireLocked(THE_STORE);
        StoredKey key = existing(life.id());
        SigningKeySchedule kept =
                new SigningKeySchedule(life.id(), key.life().publishedAt(), life.signsFrom(), life.retiredAt());
        keys.put(life.id(), new StoredKey(kept, key.publicKey(), key.encryptedPrivateKey()));
    }

    @Override
    public void replacePrivateKey(String id, byte[] encryptedPrivateKey) {
        database.requireUnitOfWork();
        StoredKey key = existing(id);
        keys.put(id, new StoredKey(key.life(), key.publicKey(), encryptedPrivateKey));
    }

    @Override
    public void remove(String id) {
        database.requireLocked(THE_STORE);
        keys.remove(id);
    }

    private StoredKey existing(String id) {
        StoredKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("no such key");
        }
        return key;
    }
}
