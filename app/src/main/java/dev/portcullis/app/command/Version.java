package dev.portcullis.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version this is; the build leaves a note of it. */
final class Version {
    private static final String NOTE = "/portcullis-version.txt";

    private Version() {}

    static String get() {
        try (InputStream note = Version.class.getResourceAsStream(NOTE)) {
            if (note == null) {
                throw new IllegalStateException(NOTE + " is not in the package");
            }
            return new String(note.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
