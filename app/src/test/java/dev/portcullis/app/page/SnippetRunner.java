package dev.portcullis.app.page;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.page.PageSnippets.Snippet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs a snippet as a reader of the page would, with the program that its language belongs to. */
final class SnippetRunner {
    private final Path home;

    /** @param home an empty folder */
    SnippetRunner(Path home) {
        this.home = home;
        // For a response without a body, readers see its status.
        write(".curlrc", "silent\nshow-error\nwrite-out = \"\\n%{http_code}\"\n");
    }

    @CanIgnoreReturnValue
    private Path write(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the output of the snippet. */
    String run(Snippet snippet, String browserCookies) {
        return switch (snippet.language()) {
            case CURL -> {
                require("curl", "--version");
                yield output(
                        List.of("bash", write("snippet.sh", snippet.code()).toString()),
                        Map.of("HOME", home.toString()));
            }
            case JAVASCRIPT -> {
                require("node", "--version");
                Path browser = Path.of("src", "test", "resources", "page", "browser.mjs")
                        .toAbsolutePath();
                yield output(
                        List.of(
                                "node",
                                "--import",
                                browser.toUri().toString(),
                                write("snippet.mjs", snippet.code()).toString()),
                        Map.of("BROWSER_COOKIES", browserCookies));
            }
            case PYTHON ->
                output(List.of(python(), write("snippet.py", snippet.code()).toString()), Map.of());
        };
    }

    private static String python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(python -> works(python, "-c", "import requests"))
                .findFirst()
                .orElseGet(() -> missing("python3 with the package requests"));
    }

    private static void require(String... command) {
        if (!works(command)) {
            missing(command[0]);
        }
    }

    /** In continuous integration all snippets are run; elsewhere those that the machine has a program for. */
    @CanIgnoreReturnValue
    private static String missing(String program) {
        if (System.getenv("CI") != null) {
            throw new IllegalStateException("continuous integration needs " + program);
        }
        return Assumptions.abort("this machine lacks " + program);
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String output(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
