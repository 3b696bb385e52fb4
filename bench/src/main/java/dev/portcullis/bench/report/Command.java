package dev.portcullis.bench.report;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other programs: where they are, and what they print. */
public final class Command {
    private Command() {}

    /** Finds a program in {@code PATH}. */
    public static Optional<String> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Runs a program and returns its output, errors included. A failure is an exception with the output. */
    @CanIgnoreReturnValue
    public static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command), Map.of(), "");
    }

    /** Like the other {@code run}, with additional environment variables and a text for its input. */
    @CanIgnoreReturnValue
    public static String run(List<String> command, Map<String, String> environment, String input)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.outputWriter(StandardCharsets.UTF_8).append(input).close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output.strip();
    }
}
