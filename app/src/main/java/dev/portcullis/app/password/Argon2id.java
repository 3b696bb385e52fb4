package dev.portcullis.app.password;

/**
 * Argon2id version 1.3 (RFC 9106), without a secret key or associated data, all lanes on the calling thread's core. All
 * implementations return equal bytes. Safe for use by many threads, up to the number that it was made for.
 */
public interface Argon2id {
    /** {@code libargon2} with the name of its file, or {@code bouncycastle}; for the log and the metrics. */
    String name();

    /**
     * Computes a tag. The input is not kept and not changed; the caller wipes it.
     *
     * @param input the password; may be empty
     * @param salt at least 8 bytes
     * @param length of the tag in bytes, at least 4
     * @throws IllegalStateException if the implementation fails, for example for lack of memory
     */
    byte[] tag(byte[] input, Argon2Cost cost, byte[] salt, int length);
}
