package dev.portcullis.app.password;

import dev.portcullis.credential.CommonPasswords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jose4j.lang.HashUtil;

/**
 * The embedded list of common passwords: the first {@value #ENTRY_BYTES} bytes of the SHA-256 of each, sorted. The
 * probability of a false match is 1 in 28 million. {@code tools/common-passwords} generates the file. Immutable.
 */
public final class EmbeddedCommonPasswords implements CommonPasswords {
    static final int ENTRY_BYTES = 5;

    /** In the package of this class; the configuration of the native executable includes it. */
    private static final String FILE = "common-passwords.bin";

    private final byte[] entries;

    EmbeddedCommonPasswords(byte[] entries) {
        if (entries.length == 0 || entries.length % ENTRY_BYTES != 0) {
            throw new IllegalStateException("The list of common passwords is damaged");
        }
        this.entries = entries;
    }

    /**
     * Reads the list from the class path.
     *
     * @throws IllegalStateException when the service was built without the list
     */
    public static EmbeddedCommonPasswords load() {
        try (InputStream file = EmbeddedCommonPasswords.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The list of common passwords is missing from the package");
            }
            return new EmbeddedCommonPasswords(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    int size() {
        return entries.length / ENTRY_BYTES;
    }

    @Override
    public boolean contains(String folded) {
        byte[] wanted = entryOf(folded);
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = middle * ENTRY_BYTES;
            int order = Arrays.compareUnsigned(entries, at, at + ENTRY_BYTES, wanted, 0, ENTRY_BYTES);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return false;
    }

    static byte[] entryOf(String password) {
        byte[] hash = HashUtil.getMessageDigest(HashUtil.SHA_256).digest(password.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(hash, ENTRY_BYTES);
    }
}
