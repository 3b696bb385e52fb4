package dev.portcullis.audit.seal;

/**
 * Signs seals with a key that has no other use and is not in the database. Computes in memory. Safe for use by many
 * threads.
 */
public interface SealKey {
    /** The id of the current key, at most 64 characters and unique. */
    String id();

    /** A signature by the current key, at most 512 bytes. */
    byte[] sign(byte[] message);

    /** Whether signatures of this key can be verified. */
    boolean knows(String keyId);

    /** Whether this is a valid signature by the key, which must be known. */
    boolean verify(String keyId, byte[] message, byte[] signature);
}
