package dev.portcullis.persistence.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the root directory that all modules of a Maven project share. */
final class ProjectDirectory {
    private ProjectDirectory() {}

    /**
     * The nearest directory with a {@code .mvn}, as Maven itself searches for it; otherwise the topmost of the directly
     * nested directories with a {@code pom.xml}; otherwise the directory itself.
     */
    static Path above(Path directory) {
        Path start = directory.toAbsolutePath().normalize();
        for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve(".mvn"))) {
                return candidate;
            }
        }
        Path root = start;
        for (Path parent = start.getParent();
                parent != null && Files.exists(root.resolve("pom.xml")) && Files.exists(parent.resolve("pom.xml"));
                parent = parent.getParent()) {
            root = parent;
        }
        return root;
    }
}
