package dev.portcullis.app.console;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
