package dev.portcullis.signingkey;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.List;

/**
 * Stores signing keys, whose private keys are already encrypted, and supplies the clock by which all replicas measure
 * their schedule. Called inside a unit of work.
 */
public interface SigningKeyStore {
    /**
     * A stored key pair.
     *
     * @param publicKey X.509 encoding
     * @param encryptedPrivateKey PKCS #8 encoding, encrypted and authenticated
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a column and back; never compared.
    record StoredKey(SigningKeySchedule life, byte[] publicKey, byte[] encryptedPrivateKey) {
        public String id() {
            return life.id();
        }
    }

    /** All keys, in no particular order, and the store's time when they were read. */
    record Contents(List<StoredKey> keys, Instant now) {
        public Contents {
            keys = List.copyOf(keys);
        }

        public KeyRing ring() {
            return new KeyRing(keys.stream().map(StoredKey::life).toList());
        }
    }

    Contents read();

    /**
     * Like {@link #read}, and locks the keys against changes until the unit of work ends; readers are not blocked.
     * Waits for a concurrent lock and then reads the keys as they were left.
     */
    @CanIgnoreReturnValue
    Contents lock();

    /** Stores a new key. No other key has its id or public key. The store was locked in this unit of work. */
    void insert(StoredKey key);

    /** Stores a new schedule of a key. The key exists, and the store was locked in this unit of work. */
    void update(SigningKeySchedule life);

    /** Replaces the encrypted private key by the same key under another encryption. The key must exist. */
    void replacePrivateKey(String id, byte[] encryptedPrivateKey);

    /** Deletes a key, if it exists, with its private key. The store was locked in this unit of work. */
    void remove(String id);
}
