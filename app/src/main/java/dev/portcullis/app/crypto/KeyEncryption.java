package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption of stored signing keys: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). A ciphertext is
 * bound to a name, so it cannot be swapped for another. It consists of the key id (4), the nonce (12), and the
 * encrypted bytes with their tag.
 */
final class KeyEncryption {
    private static final String PURPOSE = "signing-key";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final EncryptionKeys keys;
    private final SecureRandom random;

    KeyEncryption(EncryptionKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    byte[] encrypt(String name, byte[] plaintext) {
        DerivedKey key = keys.current(PURPOSE);
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, key, nonce, name, plaintext);
        return ByteBuffer.allocate(key.id().length + nonce.length + ciphertext.length)
                .put(key.id())
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    /** Whether it was encrypted by the key of today. */
    boolean isCurrent(byte[] encrypted) {
        return encrypted.length > EncryptionKeys.ID_LENGTH
                && keys.current(PURPOSE).isNamed(Arrays.copyOf(encrypted, EncryptionKeys.ID_LENGTH));
    }

    /**
     * Decrypts what was encrypted under this name.
     *
     * @throws IllegalStateException if no given key decrypts it, or if it was changed
     */
    byte[] decrypt(String name, byte[] encrypted) {
        if (encrypted.length < EncryptionKeys.ID_LENGTH + NONCE_LENGTH) {
            throw new IllegalStateException("The encrypted signing-key in the database is damaged");
        }
        ByteBuffer buffer = ByteBuffer.wrap(encrypted);
        byte[] id = new byte[EncryptionKeys.ID_LENGTH];
        byte[] nonce = new byte[NONCE_LENGTH];
        byte[] ciphertext = new byte[encrypted.length - id.length - nonce.length];
        buffer.get(id).get(nonce).get(ciphertext);
        DerivedKey key = keys.named(id, PURPOSE)
                .orElseThrow(() -> new IllegalStateException(
                        "The signing-key in the database was encrypted with another portcullis.keys.encryption-key;"
                                + " add that key to portcullis.keys.previous-encryption-keys"));
        return crypt(Cipher.DECRYPT_MODE, key, nonce, name, ciphertext);
    }

    private byte[] crypt(int mode, DerivedKey key, byte[] nonce, String name, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key.secret(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The encrypted signing-key in the database is damaged", e);
        }
    }
}
