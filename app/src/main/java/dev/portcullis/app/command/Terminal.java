package dev.portcullis.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Whether the standard error is a terminal. Where the system does not tell of it alone, it counts as one when standard
     * input and output are, which is what Java can tell.
     */
    static boolean isStandardError() {
        try {
            String file = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException untold) {
            return System.console() != null;
        }
    }
}
