package dev.portcullis.app.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command as an operator gives it: the deployed service, jar or native executable, with arguments. */
public final class CommandProcess implements AutoCloseable {
    /** Exit code and output. */
    public record Ended(int status, String out, String err) {}

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static Ended run(Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        try (CommandProcess command = start(settings, arguments)) {
            return command.await();
        }
    }

    /**
     * Runs a command by a script of the shell, to its end.
     *
     * @param environment besides that of the test
     * @param script of the shell, whose arguments are the words of the command
     */
    public static Ended runUnder(
            Map<String, String> environment, String script, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(command(settings, arguments));
        try (CommandProcess command = start(environment, words)) {
            return command.await();
        }
    }

    public static CommandProcess start(Map<String, String> settings, String... arguments) throws IOException {
        return start(Map.of(), command(settings, arguments));
    }

    private static CommandProcess start(Map<String, String> environment, List<String> words) throws IOException {
        Path out = Files.createTempFile("portcullis-command", ".out");
        Path err = Files.createTempFile("portcullis-command", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new CommandProcess(process, out, err);
    }

    /** The words of it. */
    public static List<String> command(Map<String, String> settings, String... arguments) throws IOException {
        List<String> properties = new ArrayList<>();
        settings.forEach((key, value) -> properties.add("-D" + key + "=" + value));
        List<String> command = ServiceProcess.command(properties);
        command.addAll(List.of(arguments));
        return command;
    }

    public Ended await() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("the command does not end; so far: " + out() + err());
        }
        return new Ended(process.exitValue(), out(), err());
    }

    /** As {@code Ctrl-C} does. */
    public Ended interrupt() throws IOException, InterruptedException {
        Process interruption = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        if (interruption.waitFor() != 0) {
            throw new AssertionError("the process cannot be interrupted");
        }
        return await();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
