package dev.portcullis.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] EVENTS = "events".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void appearsWhenItIsComplete() throws IOException {
        Path place = directory.resolve("audit.jsonl");
        try (AtomicFile file = AtomicFile.at(place)) {
            file.stream().write(EVENTS);
            assertThat(place).doesNotExist();
            file.complete();
        }

        assertThat(place).hasBinaryContent(EVENTS);
        assertThat(files()).containsExactly(place);
    }

    @Test
    void leavesNothingIfItIsIncomplete() throws IOException {
        try (AtomicFile file = AtomicFile.at(directory.resolve("audit.jsonl"))) {
            file.stream().write(EVENTS);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void replacesAnExistingFileOnlyWhenItIsComplete() throws IOException {
        Path place = Files.writeString(directory.resolve("audit.jsonl"), "before");
        try (AtomicFile file = AtomicFile.at(place)) {
            file.stream().write(EVENTS);
        }
        assertThat(place).hasContent("before");

        try (AtomicFile file = AtomicFile.at(place)) {
            file.stream().write(EVENTS);
            file.complete();
        }
        assertThat(place).hasBinaryContent(EVENTS);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
    void isReadableOnlyByItsOwner() throws IOException {
        Path place = directory.resolve("audit.jsonl");
        try (AtomicFile file = AtomicFile.at(place)) {
            file.complete();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rw-------");
    }

    @Test
    void needsAnExistingDirectory() {
        assertThatThrownBy(() -> AtomicFile.at(directory.resolve("none").resolve("audit.jsonl")))
                .isInstanceOf(IOException.class);
    }
}
