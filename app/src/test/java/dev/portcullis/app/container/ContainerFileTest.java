package dev.portcullis.app.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFileTest {
    /** Otherwise a command could not name a file with characters beyond ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void setsALocaleWithUtf8(String name) throws IOException {
        assertThat(ContainerFile.read(name).environment()).containsEntry("LC_ALL", "C.UTF-8");
    }

    /** Without it, the service works, and hashes passwords more slowly. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void installsTheLibraryThatHashesPasswords(String name) throws IOException {
        assertThat(ContainerFile.text(name)).contains("--no-install-recommends libargon2-1");
    }
}
