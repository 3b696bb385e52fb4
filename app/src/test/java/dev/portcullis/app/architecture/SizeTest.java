package dev.portcullis.app.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of ADR 51 on packages and files of main code. */
class SizeTest {
    private static final int TYPES = 15;
    private static final int LINES = 300;

    private static List<Path> sources() {
        return Sources.roots("main").flatMap(Sources::under).toList();
    }

    private static List<Path> packagesAbove(int types) {
        return sources().stream().collect(groupingBy(Path::getParent, counting())).entrySet().stream()
                .filter(entry -> entry.getValue() > types)
                .map(entry -> entry.getKey())
                .toList();
    }

    private static List<Path> filesAbove(int lines) {
        return sources().stream()
                .filter(file -> read(file).lines().count() > lines)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void packagesHaveFewTypes() {
        assertThat(packagesAbove(1)).as("packages that the check sees").isNotEmpty();
        assertThat(packagesAbove(TYPES))
                .as("packages with more than %d types", TYPES)
                .isEmpty();
    }

    @Test
    void longFilesSayWhy() {
        assertThat(filesAbove(1)).as("files that the check sees").isNotEmpty();
        assertThat(filesAbove(LINES))
                .allSatisfy(file -> assertThat(read(file))
                        .as("%s has over %d lines: say \"Long, because ...\"", file, LINES)
                        .contains("Long, because"));
    }
}
