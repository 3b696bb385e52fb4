package dev.portcullis.app.console;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ExitCode;

/**
 * The output of a command, in UTF-8 whatever the locale is.
 *
 * @param out standard output: the result, and nothing else
 * @param err standard error: errors, progress and summaries
 * @param isTerminal whether standard error is a terminal
 */
public record Console(OutputStream out, PrintStream err, boolean isTerminal) {
    /** Buffered text on standard output; the caller flushes it. */
    public PrintStream lines() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    /**
     * Prints the result of a command.
     *
     * @return the exit code of a success
     */
    public int print(String... result) {
        PrintStream lines = lines();
        for (String line : result) {
            lines.println(line);
        }
        lines.flush();
        return ExitCode.OK;
    }

    /**
     * Prints why a command failed.
     *
     * @return the exit code of a failure
     */
    public int fail(String error) {
        err.println(error);
        return ExitCode.SOFTWARE;
    }

    /** The console of this process. */
    @Dependent
    static class Producer {
        private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

        @Produces
        @Singleton
        Console console() {
            return new Console(
                    new FileOutputStream(FileDescriptor.out),
                    new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                    isTerminal());
        }

        /**
         * Whether standard error is a terminal. Outside of Linux, whether standard input and output are, which is all that
         * Java can detect.
         */
        private static boolean isTerminal() {
            try {
                String file = Files.readSymbolicLink(STANDARD_ERROR).toString();
                return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
            } catch (IOException | UnsupportedOperationException unsupported) {
                return System.console() != null;
            }
        }
    }
}
