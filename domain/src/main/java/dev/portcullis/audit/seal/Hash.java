package dev.portcullis.audit.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 hash.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Hash(String hex) {
    static final int LENGTH = 32;

    /** The predecessor of the first seal. */
    public static final Hash ZERO = of(new byte[LENGTH]);

    /** The hash with these bytes, 32 of them. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return new Hash(HexFormat.of().formatHex(bytes));
    }

    /** The hash of the concatenated parts. */
    public static Hash over(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            // Every JDK must have SHA-256, see MessageDigest.
            throw new AssertionError(impossible);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
