package dev.portcullis.app.mail;

import dev.portcullis.kernel.Unicode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a folder of templates. Symbolic links are followed, because each file of a mounted Kubernetes ConfigMap is one.
 * Hidden files are ignored: a ConfigMap has its versions in folders such as {@code ..data}.
 */
final class TemplateFolder {
    /** Many times the size of the built-in layout. */
    private static final int MAX_BYTES = 64 * 1024;

    private TemplateFolder() {}

    /**
     * Returns the texts by file name, with line feeds as line ends and without a byte order mark.
     *
     * @param known the names that a file may have
     * @throws IllegalArgumentException if the folder or a file in it cannot be used; the message names the file
     */
    static Map<String, String> read(Path folder, Set<String> known) {
        Map<String, String> texts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TemplateFolder::isVisible)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!known.contains(name)) {
                    throw new IllegalArgumentException(name + ": unknown name; known are " + String.join(", ", known));
                }
                texts.put(name, text(name, file));
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new IllegalArgumentException("must be a folder that the service can read", unreadable);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("the folder contains no template");
        }
        return texts;
    }

    private static boolean isVisible(Path file) {
        return !String.valueOf(file.getFileName()).startsWith(".");
    }

    private static String text(String name, Path file) {
        // Opening anything else, such as a named pipe, could wait forever.
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(name + ": must be a file");
        }
        try {
            byte[] bytes = bytes(name, file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return checked(name, Unicode.withoutByteOrderMark(text).replaceAll("\r\n?", "\n"));
        } catch (CharacterCodingException otherEncoding) {
            throw new IllegalArgumentException(name + ": must be in UTF-8", otherEncoding);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(name + ": cannot be read", unreadable);
        }
    }

    private static byte[] bytes(String name, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(name + ": must have at most " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** UTF-16 without a byte order mark can be valid UTF-8, with a NUL in every other place. */
    private static String checked(String name, String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException(name + ": must not contain control characters");
        }
        return text;
    }
}
