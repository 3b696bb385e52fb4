package dev.portcullis.signingkey;

/** Generates signing key pairs and encrypts their private keys. Thread-safe. */
@FunctionalInterface
public interface KeyPairGenerator {
    /**
     * A key pair that is not stored yet.
     *
     * @param id a new id, the {@code kid} of tokens
     * @param publicKey X.509 encoding
     * @param encryptedPrivateKey PKCS #8 encoding, encrypted and authenticated together with this id
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a column; never compared as a record.
    record NewKey(String id, byte[] publicKey, byte[] encryptedPrivateKey) {}

    /** Takes some milliseconds. */
    NewKey make();
}
