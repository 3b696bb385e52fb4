package dev.portcullis.app.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
            return lastOf(Files.readAllBytes(commandLine), given.length)
                    .filter(decoded -> agree(decoded, given))
                    .map(decoded -> decoded.toArray(String[]::new))
                    .orElse(given);
        } catch (IOException unknown) {
            return given;
        }
    }

    /** Whether an argument contains characters that could not be decoded. */
    public static boolean isUndecodable(String argument) {
        return argument.indexOf(UNDECODABLE) >= 0;
    }

    /** The charset with which Java decodes arguments and encodes file names. */
    public static String charset() {
        return System.getProperty("sun.jnu.encoding", "unknown");
    }

    /** The rest of an error message about an argument or file name that the charset cannot express. */
    public static String advice() {
        return "the locale's charset is " + charset() + ". Set LC_ALL=C.UTF-8.";
    }

    /** A question mark does not count: it may replace a character that the charset lacks. */
    private static boolean isAscii(String argument) {
        return argument.chars().allMatch(character -> character < 128 && character != '?');
    }

    /** @param commandLine arguments, each terminated by a zero byte */
    private static Optional<List<String>> lastOf(byte[] commandLine, int count) {
        List<String> decoded = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                try {
                    decoded.add(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(commandLine, start, i - start))
                            .toString());
                } catch (CharacterCodingException otherCharset) {
                    return Optional.empty();
                }
                start = i + 1;
            }
        }
        return decoded.size() < count
                ? Optional.empty()
                : Optional.of(decoded.subList(decoded.size() - count, decoded.size()));
    }

    /** Whether these are the same arguments: the runtime may have removed its own options. */
    private static boolean agree(List<String> decoded, String... given) {
        for (int i = 0; i < given.length; i++) {
            if (isAscii(given[i]) && !given[i].equals(decoded.get(i))) {
                return false;
            }
        }
        return true;
    }
}
