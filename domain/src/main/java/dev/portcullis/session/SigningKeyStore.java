package dev.portcullis.session;

import java.time.Instant;
import java.util.List;

/**
 * Keeps signing keys, their private parts encrypted by someone else, and tells the time by which all replicas measure
 * their lives. Called inside a unit of work.
 */
public interface SigningKeyStore {
    /**
     * A key pair as it is kept.
     *
     * @param publicKey in X.509 form
     * @param sealedPrivateKey in PKCS #8 form, encrypted and authenticated
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a column and back; never compared.
    record StoredKey(KeyLife life, byte[] publicKey, byte[] sealedPrivateKey) {
        public String id() {
            return life.id();
        }
    }

    /** All keys, in no order, and the store's time at which they were read. */
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
     * As {@link #read}, when nobody else can change keys until the unit of work ends; readers go on. Waits for whoever
     * came before, and reads what that one left.
     */
    Contents lock();

    /** Keeps a new key. No other has its id or its public part. The store was locked in this unit of work. */
    void insert(StoredKey key);

    /** Keeps from when on a key signs and is gone. The key exists, and the store was locked in this unit of work. */
    void update(KeyLife life);

    /** Puts another encryption of the same private key in the place of the one that is kept. The key must exist. */
    void reseal(String id, byte[] sealedPrivateKey);

    /** Removes a key with its private part; nothing when there is none. The store was locked in this unit of work. */
    void remove(String id);
}
