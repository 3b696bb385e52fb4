package dev.portcullis.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class of the tests with the name of another one would replace it on the class path, and nothing would say so. */
class UniqueNamesTest {
    private static List<String> names() {
        return Stream.of("main", "test")
                .flatMap(Sources::roots)
                .flatMap(root ->
                        Sources.under(root).map(file -> root.relativize(file).toString()))
                .toList();
    }

    @Test
    void areThoseOfAllModulesAndTheirTests() {
        assertThat(names()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
}
