package dev.portcullis.app.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The arguments of the process, as UTF-8. Java decodes them with the charset of the locale, and under {@code LC_ALL=C}
 * replaces each byte beyond ASCII by U+FFFD. On Linux, which exposes the bytes, they are decoded again.
 */
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char UNDECODABLE = '\uFFFD';

    private Arguments() {}

    /** The arguments decoded as UTF-8; unchanged if their bytes are unavailable or not UTF-8. */
    public static String[] decode(String... given) {
        return decode(COMMAND_LINE, given);
    }

    public static String[] decode(Path commandLine, String... given) {
        if (Arrays.stream(given).allMatch(Arguments::isAscii)) {
            return given;
        }
        try {
            // Each argument ends with a zero byte.
            String[] all = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(commandLine)))
                    .toString()
                    .split("\0", -1);
            int end = all.length - 1;
            String[] decoded = Arrays.copyOfRange(all, Math.max(0, end - given.length), end);
            return agree(decoded, given) ? decoded : given;
        } catch (IOException unknown) {
            return given;
        }
    }

    /** Whether an argument contains characters that could not be decoded. */
    public static boolean isUndecodable(String argument) {
        return argument.indexOf(UNDECODABLE) >= 0;
    }

    /** The rest of an error message about an argument or file name that the charset cannot express. */
    public static String advice() {
        String charset = System.getProperty("sun.jnu.encoding", "unknown");
        return "the locale's charset is " + charset + ". Set LC_ALL=C.UTF-8.";
    }

    /** A question mark does not count: it may replace a character that the charset lacks. */
    private static boolean isAscii(String argument) {
        return argument.chars().allMatch(character -> character < 128 && character != '?');
    }

    /** Whether these are the same arguments: the runtime may have removed its own options. */
    private static boolean agree(String[] decoded, String... given) {
        return decoded.length == given.length
                && IntStream.range(0, given.length).allMatch(i -> !isAscii(given[i]) || given[i].equals(decoded[i]));
    }
}
