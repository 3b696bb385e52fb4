package dev.portcullis.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class of the tests with the name of another one would replace it on the class path, and nothing would say so. */
class UniqueNamesTest {
    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : List.of("domain", "adapters-http", "adapters-persistence", "app")) {
            for (String kind : List.of("main", "test")) {
                Path sources = Path.of("..", module, "src", kind, "java");
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("package-info.java"))
                            .map(file -> sources.relativize(file).toString())
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    @Test
    void areThoseOfAllModulesAndTheirTests() throws Exception {
        assertThat(names()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
}
