package dev.portcullis.app.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of all modules that are deployed. */
final class Sources {
    private Sources() {}

    /** The folders with the sources of this kind, {@code main} or {@code test}. */
    static Stream<Path> roots(String kind) {
        return Stream.of("domain", "adapters-http", "adapters-persistence", "app")
                .map(module -> Path.of("..", module, "src", kind, "java"));
    }

    /** The files below a root, without those that only describe a package. */
    static Stream<Path> under(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources = files.filter(
                            file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList();
            return sources.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
