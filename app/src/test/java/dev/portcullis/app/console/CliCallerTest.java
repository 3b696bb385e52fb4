package dev.portcullis.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliCallerTest {
    @TempDir
    Path directory;

    @Test
    void hasTheNameOfItsUser() {
        assertThat(CliCaller.name("ada", directory.resolve("none"))).isEqualTo("ada");
    }

    /** In containers, users often have no entry in {@code /etc/passwd}. Java then reports {@code ?}. */
    @Test
    void hasANumberIfTheUserHasNoName() throws IOException {
        Path status = Files.writeString(
                directory.resolve("status"), "Name:\tportcullis\nUid:\t1001\t1002\t1003\t1004\nGid:\t0\t0\t0\t0\n");

        assertThat(CliCaller.name("?", status)).isEqualTo("uid 1001");
        assertThat(CliCaller.name("", status)).isEqualTo("uid 1001");
    }

    @Test
    void isUnknownIfTheSystemDoesNotReportIt() {
        assertThat(CliCaller.name("?", directory.resolve("none"))).isEqualTo("unknown");
    }
}
