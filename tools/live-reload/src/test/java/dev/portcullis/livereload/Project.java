package dev.portcullis.livereload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.deployment.dev.CompilationProvider.Context;
import io.quarkus.paths.PathList;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Modules in a folder, which are scanned for changes in the way of Quarkus' development mode. */
final class Project {
    private final DependentsCompiler compiler = new DependentsCompiler();
    private final Path folder;
    private final List<String> modules;
    private final Map<File, Long> compiled = new HashMap<>();
    private final Map<Path, Path> sourcesOfClasses = new HashMap<>();

    /** The modules in the order of dependence. */
    Project(Path folder, String... modules) throws IOException {
        this.folder = folder;
        this.modules = List.of(modules);
        for (String module : modules) {
            Files.createDirectories(sources(module));
            Files.createDirectories(classes(module));
        }
    }

    /** Writes a source; {@code type} is a qualified name. */
    void write(String module, String type, String text) throws IOException {
        Path file = source(module, type);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package " + type.substring(0, type.lastIndexOf('.')) + "; " + text);
        compiled.remove(file.toFile());
    }

    void delete(String module, String type) throws IOException {
        Files.delete(source(module, type));
    }

    /** Moves a source away, and later back with its old time. */
    void moveAway(String module, String type) throws IOException {
        Files.move(source(module, type), folder.resolve(type));
    }

    void moveBack(String module, String type) throws IOException {
        Files.move(folder.resolve(type), source(module, type));
    }

    /** Compiles what changed since the last scan without an error. Throws the messages of the compiler. */
    void scan() throws IOException {
        for (String module : modules) {
            Set<File> changed = files(sources(module), ".java").stream()
                    .map(Path::toFile)
                    .filter(file -> !Long.valueOf(file.lastModified()).equals(compiled.get(file)))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!changed.isEmpty()) {
                compiler.compile(changed, context(module));
                changed.forEach(file -> compiled.put(file, file.lastModified()));
            }
            for (Path classFile : files(classes(module), ".class")) {
                Path source = sourcesOfClasses.computeIfAbsent(classFile, file -> sourceOf(file, module));
                if (Files.notExists(source)) {
                    Files.delete(classFile);
                    sourcesOfClasses.remove(classFile);
                    compiled.remove(source.toFile());
                }
            }
        }
    }

    private Path sourceOf(Path classFile, String module) {
        Path source = compiler.getSourcePath(
                classFile, PathList.of(sources(module)), classes(module).toString());
        assertThat(source).as(classFile.toString()).isNotNull();
        return source;
    }

    /** The result of a static method {@code answer()}. */
    Object answer(String type) throws ReflectiveOperationException, IOException {
        URL[] urls = new URL[modules.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classes(modules.get(i)).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return loader.loadClass(type).getMethod("answer").invoke(null);
        }
    }

    /** When class files were written, by name of the file. */
    Map<String, Long> timesOfClassFiles() throws IOException {
        Map<String, Long> times = new LinkedHashMap<>();
        for (String module : modules) {
            for (Path file : files(classes(module), ".class")) {
                times.put(
                        file.getFileName().toString(),
                        Files.getLastModifiedTime(file).toMillis());
            }
        }
        return times;
    }

    private Path source(String module, String type) {
        String separator = folder.getFileSystem().getSeparator();
        return sources(module).resolve(type.replace(".", separator) + ".java");
    }

    private Path sources(String module) {
        return folder.resolve(module).resolve("code");
    }

    private Path classes(String module) {
        return folder.resolve(module).resolve("out");
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Context context(String module) {
        Set<File> classPath =
                modules.stream().map(name -> classes(name).toFile()).collect(Collectors.toSet());
        return new Context(
                module,
                classPath,
                Set.of(),
                folder.resolve(module).toFile(),
                sources(module).toFile(),
                classes(module).toFile(),
                "UTF-8",
                Map.of(),
                "17",
                null,
                null,
                List.of(),
                List.of(),
                folder.resolve(module).resolve("generated").toFile(),
                Set.of(),
                List.of(),
                "true");
    }
}
