package dev.portcullis.session;

import dev.portcullis.kernel.InMemoryDatabase;
import java.util.List;
import java.util.Map;

/** Signing keys in a map. */
public final class InMemorySigningKeyStore implements SigningKeyStore {
    private final InMemoryDatabase database;
    private final Map<String, StoredKey> keys;

    public InMemorySigningKeyStore(InMemoryDatabase database) {
        this.database = database;
        this.keys = database.table();
    }

    @Override
    public List<StoredKey> all() {
        database.requireUnitOfWork();
        return keys.values().stream()
                .sorted((one, other) -> other.createdAt().compareTo(one.createdAt()))
                .toList();
    }

    @Override
    public boolean insertFirst(StoredKey key) {
        database.requireUnitOfWork();
        return keys.isEmpty() && keys.put(key.id(), key) == null;
    }

    @Override
    public void reseal(String id, byte[] sealedPrivateKey) {
        database.requireUnitOfWork();
        StoredKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("no such key");
        }
        keys.put(id, new StoredKey(id, key.publicKey(), sealedPrivateKey, key.createdAt()));
    }
}
