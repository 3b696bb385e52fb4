package dev.portcullis.app.command;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks, in UTF-8 whatever the machine's own character set is.
 *
 * @param out what was asked for
 * @param err what is said about it
 * @param isTerminal whether somebody sees the second as it comes
 */
record Console(OutputStream out, PrintStream err, boolean isTerminal) {
    /** For text. Buffered: what has to be seen at once is flushed. */
    PrintStream lines() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    /** That of this process. */
    @Dependent
    static class Producer {
        @Produces
        @Singleton
        Console console() {
            return new Console(
                    new FileOutputStream(FileDescriptor.out),
                    new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                    Terminal.isStandardError());
        }
    }
}
