package dev.portcullis.audit.seal;

/**
 * Signs seals, with a key that serves nothing else and is not in the database. Answers at once, from memory. Safe for use
 * by many threads.
 */
public interface SealKey {
    /** Names the key that signs now, in at most 64 characters; no other key ever has the same name. */
    String id();

    /** The signature of the key that signs now, at most 512 bytes. */
    byte[] sign(byte[] message);

    /** Whether signatures of this key can be checked. */
    boolean knows(String keyId);

    /** Whether the signature is the key's; false for any other bytes. The key must be known. */
    boolean verify(String keyId, byte[] message, byte[] signature);
}
