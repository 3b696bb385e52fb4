package dev.portcullis.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link DevelopmentServerTest} stops a real one. */
class OrphanedPostgresTest {
    @TempDir
    Path dataDirectory;

    private Path pidFileNaming(long pid) throws IOException {
        return Files.writeString(
                dataDirectory.resolve("postmaster.pid"), pid + "\n" + dataDirectory + "\n1700000000\n5432\n");
    }

    @Test
    void isNotThereWithoutAFile() throws IOException {
        OrphanedPostgres.stopIn(dataDirectory);

        assertThat(dataDirectory).isEmptyDirectory();
    }

    @Test
    void isNotThereWhenNoProcessHasTheNumber() throws IOException {
        Path pidFile = pidFileNaming(4_000_000_000L);

        OrphanedPostgres.stopIn(dataDirectory);

        // PostgreSQL replaces such a file itself.
        assertThat(pidFile).exists();
    }

    @Test
    void isNotMistakenForAnotherProgramThatHasItsNumberNow() throws IOException {
        Path pidFile = pidFileNaming(ProcessHandle.current().pid());

        OrphanedPostgres.stopIn(dataDirectory);

        assertThat(ProcessHandle.current().isAlive()).isTrue();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void isNotLookedForInAFileThatMakesNoSense() throws IOException {
        Path pidFile = Files.writeString(dataDirectory.resolve("postmaster.pid"), "-1\n");

        OrphanedPostgres.stopIn(dataDirectory);

        assertThat(pidFile).exists();
    }
}
