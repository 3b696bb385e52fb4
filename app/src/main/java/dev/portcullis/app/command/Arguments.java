package dev.portcullis.app.command;

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
 * The arguments of the process, as UTF-8. Java decodes them by the charset of the locale, and under {@code LC_ALL=C} puts
 * U+FFFD in the place of each byte beyond ASCII. Where the system shows the bytes (Linux), they are decoded again.
 */
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char UNDECODABLE = '\uFFFD';

    private Arguments() {}

    /** The arguments as UTF-8; as they were given where their bytes are not known, or are in another charset. */
    public static String[] decode(String... given) {
        return decode(COMMAND_LINE, given);
    }

    static String[] decode(Path commandLine, String... given) {
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

    /** Whether one was decoded by a charset that lacks its characters, so that it cannot be what was meant. */
    public static boolean isUndecodable(String argument) {
        return argument.indexOf(UNDECODABLE) >= 0;
    }

    /** The charset by which Java decodes arguments and encodes names of files. */
    static String charset() {
        return System.getProperty("sun.jnu.encoding", "unknown");
    }

    /** What to do about an argument or the name of a file that the charset cannot express; the end of a sentence. */
    public static String advice() {
        return "the locale's charset is " + charset() + ". Set LC_ALL=C.UTF-8.";
    }

    /** A question mark may be what a charset put in the place of another character. */
    private static boolean isAscii(String argument) {
        return argument.chars().allMatch(character -> character < 128 && character != '?');
    }

    /** @param commandLine arguments, each ended by a byte of zero */
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

    /** Whether these are the same arguments: the runtime may have taken some for itself. */
    private static boolean agree(List<String> decoded, String... given) {
        for (int i = 0; i < given.length; i++) {
            if (isAscii(given[i]) && !given[i].equals(decoded.get(i))) {
                return false;
            }
        }
        return true;
    }
}
