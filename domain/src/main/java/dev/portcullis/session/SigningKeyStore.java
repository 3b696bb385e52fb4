package dev.portcullis.session;

import java.time.Instant;
import java.util.List;

/** Keeps signing keys, their private parts encrypted by someone else. Called inside a unit of work. */
public interface SigningKeyStore {
    /**
     * A key pair as it is kept.
     *
     * @param publicKey in X.509 form
     * @param sealedPrivateKey in PKCS #8 form, encrypted and authenticated
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a column and back; never compared.
    record StoredKey(String id, byte[] publicKey, byte[] sealedPrivateKey, Instant createdAt) {}

    /** All keys, the newest first. */
    List<StoredKey> all();

    /**
     * Keeps the first key there is. Of several replicas that start at once, one succeeds.
     *
     * @return whether it was kept; false when there was one already
     */
    boolean insertFirst(StoredKey key);

    /** Puts another encryption of the same private key in the place of the one that is kept. The key must exist. */
    void reseal(String id, byte[] sealedPrivateKey);
}
