package dev.portcullis.app.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The operator's encryption keys: the current one for new data and previous ones for reading. They are not used
 * directly: each purpose has its own key, derived with HKDF and SHA-256 (RFC 5869). Immutable and safe for use by many
 * threads.
 */
public final class EncryptionKeys {
    /** Bytes of each key, given or derived. */
    public static final int LENGTH = 32;

    /** Bytes of the id of a derived key. The id is derived as well and reveals nothing about the key. */
    static final int ID_LENGTH = 4;

    /** A key for one purpose, and the id that is stored with data made with it. Safe for use by many threads. */
    static final class DerivedKey {
        private static final String MAC = "HmacSHA256";

        private final byte[] id;
        private final byte[] secret;

        /** Cloned for each use, because a search for the algorithm takes longer than a short message. */
        private final Mac mac;

        private DerivedKey(byte[] id, byte[] secret) {
            this.id = id;
            this.secret = secret;
            try {
                this.mac = Mac.getInstance(MAC);
                mac.init(new SecretKeySpec(secret, MAC));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JDK lacks " + MAC, e);
            }
        }

        byte[] id() {
            return id.clone();
        }

        byte[] secret() {
            return secret.clone();
        }

        /** HMAC-SHA-256 (RFC 2104): 32 bytes. */
        byte[] mac(byte[] message) {
            try {
                return ((Mac) mac.clone()).doFinal(message);
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("The JDK cannot clone " + MAC, e);
            }
        }

        boolean isNamed(byte[] name) {
            return Arrays.equals(id, name);
        }
    }

    private final List<byte[]> keys;

    private EncryptionKeys(List<byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Decodes the configured keys.
     *
     * @param current 32 bytes in Base64
     * @param previous each 32 bytes in Base64
     * @throws IllegalArgumentException if a key has another format
     */
    public static EncryptionKeys of(String current, List<String> previous) {
        return new EncryptionKeys(Stream.concat(Stream.of(current), previous.stream())
                .map(EncryptionKeys::decode)
                .toList());
    }

    private static byte[] decode(String text) {
        byte[] key = Base64.getDecoder().decode(text.strip());
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("an encryption key must be 32 bytes");
        }
        return key;
    }

    DerivedKey current(String purpose) {
        return derive(keys.get(0), purpose);
    }

    Optional<DerivedKey> named(byte[] id, String purpose) {
        return all(purpose).stream().filter(key -> key.isNamed(id)).findFirst();
    }

    List<DerivedKey> all(String purpose) {
        return keys.stream().map(key -> derive(key, purpose)).toList();
    }

    private static DerivedKey derive(byte[] key, String purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] info = ("portcullis/" + purpose).getBytes(StandardCharsets.UTF_8);
        hkdf.init(new HKDFParameters(key, null, info));
        byte[] output = new byte[ID_LENGTH + LENGTH];
        int length = hkdf.generateBytes(output, 0, output.length);
        return new DerivedKey(Arrays.copyOfRange(output, 0, ID_LENGTH), Arrays.copyOfRange(output, ID_LENGTH, length));
    }
}
