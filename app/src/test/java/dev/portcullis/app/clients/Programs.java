package dev.portcullis.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs that run the clients, such as Chromium and Python, and runs them. If a program is missing, its tests
 * fail in continuous integration; on other machines they are skipped.
 */
final class Programs {
    static final Path TYPESCRIPT =
            Path.of("..", "clients", "typescript").toAbsolutePath().normalize();
    static final Path JAVA = Path.of("..", "clients", "java", "target", "classes");

    /** What a program has printed, both streams, and whether it succeeded. */
    record Outcome(boolean success, String output) {
        String requireSuccess() {
            assertThat(success).as(output).isTrue();
            return output;
        }
    }

    private Programs() {}

    static void require(boolean available, String what) {
        if (!available && System.getenv("CI") != null) {
            throw new IllegalStateException("continuous integration needs " + what);
        }
        Assumptions.assumeTrue(available, "this machine lacks " + what);
    }

    static void requireTypeScriptClient() {
        boolean isBuilt = Files.exists(TYPESCRIPT.resolve("dist")) && Files.exists(TYPESCRIPT.resolve("node_modules"));
        require(isBuilt, "the TypeScript client: run .ci/clients");
    }

    static String chromium() {
        List<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .toList();
        require(!found.isEmpty(), "Chromium");
        return found.get(0).toString();
    }

    /** A Python that has PyJWT and what it needs for ES256. */
    static String python(String modules) {
        List<String> found = Stream.of("python3", "/usr/bin/python3")
                .filter(python -> isPresent(python, "-c", "import " + modules))
                .toList();
        require(!found.isEmpty(), "python3 with " + modules);
        return found.get(0);
    }

    private static boolean isPresent(String... command) {
        try {
            return run(Path.of("."), Map.of(), () -> "", command).success();
        } catch (IOException missing) {
            return false;
        }
    }

    /** @param input a line, which may be known only after the program has done something */
    static Outcome run(Path folder, Map<String, String> environment, Supplier<String> input, String... command)
            throws IOException {
        Path log = Files.createTempFile("portcullis-program", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream lines = process.getOutputStream()) {
            lines.write((input.get() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // It did not read the line; its status says whether that was right.
        }
        try {
            boolean success = process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
            return new Outcome(success, Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
