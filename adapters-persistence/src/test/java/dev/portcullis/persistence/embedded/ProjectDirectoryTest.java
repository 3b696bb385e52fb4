package dev.portcullis.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectDirectoryTest {
    @TempDir
    Path home;

    @CanIgnoreReturnValue
    private Path directory(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    private Path project(String name) throws IOException {
        Path project = directory(name);
        return Files.createFile(project.resolve("pom.xml")).getParent();
    }

    @Test
    void isWhereMavenKeepsItsSettings() throws IOException {
        Path root = project("root");
        Path module = project("root/app");
        directory("root/.mvn");

        assertThat(ProjectDirectory.above(module)).isEqualTo(root);
        assertThat(ProjectDirectory.above(root)).isEqualTo(root);
    }

    @Test
    void isTheTopmostOfDirectlyNestedProjectsOtherwise() throws IOException {
        Path root = project("root");
        Path group = project("root/group");
        Path module = project("root/group/app");

        assertThat(ProjectDirectory.above(module)).isEqualTo(root);
        assertThat(ProjectDirectory.above(group)).isEqualTo(root);
    }

    @Test
    void doesNotReachOverADirectoryThatIsNoProject() throws IOException {
        Path stranger = project("root");
        Path module = project("root/between/app");

        assertThat(ProjectDirectory.above(module)).isEqualTo(module).isNotEqualTo(stranger);
    }

    @Test
    void isTheDirectoryItselfWhereThereIsNoProject() throws IOException {
        Path plain = directory("plain");

        assertThat(ProjectDirectory.above(plain)).isEqualTo(plain);
    }
}
