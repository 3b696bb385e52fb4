package dev.portcullis.app.password;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The library in C that computes Argon2id, and the choice between it and Bouncy Castle.
 *
 * @param file {@link #NONE}, a file name that the system's loader searches for, or an absolute path
 */
public record Argon2Library(String file) {
    /** Always Bouncy Castle. */
    public static final String NONE = "none";

    /** The name under which distributions for Linux install the library. */
    public static final String DEFAULT = "libargon2.so.1";

    private static final Logger LOG = Logger.getLogger(Argon2Library.class);
    private static final Pattern FILE = Pattern.compile("/[^\\p{Cntrl}]+|[^/\\p{Cntrl}]+");

    /** The Java version whose Foreign Function API is final. The class is compiled for it, if the build runs on it. */
    private static final int FOREIGN_JAVA = 22;

    private static final String FOREIGN_CLASS = "dev.portcullis.app.password.ForeignArgon2id";

    private static final byte[] KNOWN_ANSWER =
            HexFormat.of().parseHex("6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037");

    public Argon2Library {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("must be a file name or an absolute path");
        }
    }

    /**
     * Opens the library and computes a known answer with it. Where one of them fails, the result is Bouncy Castle, and
     * the log has the reason.
     *
     * @param concurrent maximum number of hashes at a time
     * @param cost of most hashes
     */
    public Argon2id open(int concurrent, Argon2Cost cost) {
        if (file.equals(NONE)) {
            LOG.info("Password hashing uses Bouncy Castle (portcullis.password.argon2.library=none)");
            return new BouncyCastleArgon2id(concurrent, cost);
        }
        try {
            Argon2id library = load(file, concurrent, cost);
            if (isCorrect(library)) {
                LOG.infof("Password hashing uses libargon2 (%s)", file);
                return library;
            }
            LOG.errorf("Password hashing uses Bouncy Castle: %s failed the self-test", file);
        } catch (UnavailableLibrary unavailable) {
            // The default file need not be there. An operator who names a file expects that it is used.
            Logger.Level level = file.equals(DEFAULT) ? Logger.Level.INFO : Logger.Level.WARN;
            LOG.logf(level, "Password hashing uses Bouncy Castle: %s", unavailable.getMessage());
        }
        return new BouncyCastleArgon2id(concurrent, cost);
    }

    /** Whether it computes the tag that {@code test.c} of the reference implementation expects. */
    static boolean isCorrect(Argon2id argon2id) {
        byte[] password = "password".getBytes(StandardCharsets.US_ASCII);
        byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] tag = argon2id.tag(password, new Argon2Cost(256, 2, 2), salt, 32);
            return Arrays.equals(tag, KNOWN_ANSWER);
        } catch (IllegalStateException failed) {
            return false;
        }
    }

    /** Replaced in a native executable, which has no Foreign Function API. */
    static Argon2id load(String file, int concurrent, Argon2Cost cost) throws UnavailableLibrary {
        if (Runtime.version().feature() < FOREIGN_JAVA) {
            throw new UnavailableLibrary("libargon2 needs Java " + FOREIGN_JAVA + " or newer");
        }
        try {
            return Class.forName(FOREIGN_CLASS)
                    .asSubclass(Argon2id.class)
                    .getDeclaredConstructor(String.class, int.class, Argon2Cost.class)
                    .newInstance(file, concurrent, cost);
        } catch (ClassNotFoundException notCompiled) {
            throw new UnavailableLibrary("this package was built on a Java older than " + FOREIGN_JAVA);
        } catch (InvocationTargetException failed) {
            throw new UnavailableLibrary(file + " cannot be loaded: " + failed.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new UnavailableLibrary(file + " cannot be loaded: " + e);
        }
    }
}
