package dev.portcullis.livereload;

import io.quarkus.deployment.dev.JavaCompilationProvider;
import io.quarkus.deployment.dev.RuntimeUpdatesProcessor;
import io.quarkus.deployment.dev.testing.TestSupport;
import io.quarkus.paths.PathCollection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.objectweb.asm.ClassReader;

/**
 * Compiles changed sources as Quarkus does, and then the sources that depend on them, in every module. With Quarkus
 * alone, a caller that was not edited fails with {@code NoSuchMethodError} (quarkusio/quarkus#28447).
 *
 * <p>Quarkus calls it in each scan for changes, for one source folder after another, and again with the same files after
 * a failure. Safe for concurrent calls, because continuous testing scans in a thread of its own.
 */
public final class DependentsCompiler extends JavaCompilationProvider {
    private static final Logger LOG = Logger.getLogger(DependentsCompiler.class);

    /** Each module needs one round, and one more for each constant computed from another constant of the module. */
    private static final int MAX_ROUNDS = 20;

    /** Sources and their class files, which may be gone. */
    private final Map<Path, Set<Path>> classFiles = new HashMap<>();

    /** Source folders and their folders of class files; Quarkus scans a module after those that it depends on. */
    private final Map<Path, Path> outputs = new LinkedHashMap<>();

    /** Sources with an outdated class file. A failed compilation leaves them here. */
    private final Set<Path> stale = new HashSet<>();

    /** Called for each class file at startup, and for new ones after each compilation. */
    @Override
    public synchronized Path getSourcePath(Path classFile, PathCollection roots, String classes) {
        Path source = super.getSourcePath(classFile, roots, classes);
        if (source != null) {
            classFiles.computeIfAbsent(source, key -> new HashSet<>()).add(classFile);
            for (Path root : roots) {
                if (source.startsWith(root)) {
                    outputs.putIfAbsent(root, Path.of(classes));
                }
            }
        }
        return source;
    }

    /** Throws the compiler's messages, of a changed source or of a dependent. */
    @Override
    public synchronized void compile(Set<File> files, Context context) {
        Set<Path> hidden = hideDeleted();
        try {
            compileAndCompare(files, context);
            for (int round = 0; !stale.isEmpty(); round++) {
                if (round == MAX_ROUNDS) {
                    throw new IllegalStateException("Dependents still change after " + MAX_ROUNDS
                            + " compilations; the next request continues");
                }
                compileStale(context);
            }
        } finally {
            // Quarkus deletes them itself, and then forgets the time of the source, which may come back.
            hidden.stream()
                    .filter(Files::notExists)
                    .forEach(file -> hidden(file).renameTo(file.toFile()));
        }
    }

    /** Compiles the stale sources of the first module that has some. */
    private void compileStale(Context context) {
        Path root = outputs.keySet().stream()
                .filter(folder -> stale.stream().anyMatch(source -> source.startsWith(folder)))
                .findFirst()
                .orElseThrow();
        Set<File> files = stale.stream()
                .filter(source -> source.startsWith(root))
                .map(Path::toFile)
                .collect(Collectors.toSet());
        LOG.infof("Compiling dependents: %d files in %s", files.size(), root);
        if (isOfTests(root)) {
            compileTests(root, files);
            return;
        }
        // They may need files that were edited with them, which Quarkus compiles when it comes to their module.
        files.addAll(changedIn(root));
        compileAndCompare(files, contextOf(root, context));
    }

    /** Renames class files without a source, so that dependents do not compile against them, and marks these. */
    private Set<Path> hideDeleted() {
        Set<Path> hidden = new HashSet<>();
        Set<String> names = new HashSet<>();
        classFiles.entrySet().removeIf(entry -> {
            boolean isDeleted = Files.notExists(entry.getKey());
            if (isDeleted) {
                stale.remove(entry.getKey());
                entry.getValue()
                        .forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.class$", "")));
                classFilesOf(entry.getKey()).forEach(hidden::add);
            }
            return isDeleted && entry.getValue().stream().noneMatch(Files::exists);
        });
        hidden.forEach(file -> file.toFile().renameTo(hidden(file)));
        markDependents(names, Set.of());
        return hidden;
    }

    private static File hidden(Path classFile) {
        return new File(classFile + ".deleted");
    }

    private void compileAndCompare(Set<File> files, Context context) {
        Map<Path, Surface> before = new HashMap<>();
        files.forEach(file ->
                classFilesOf(file.toPath()).forEach(classFile -> before.put(classFile, Surface.of(read(classFile)))));
        try {
            super.compile(files, context);
            files.forEach(file -> stale.remove(file.toPath()));
        } finally {
            // Without Error Prone's flags, javac may have written some class files before it failed.
            Set<String> changed = new HashSet<>();
            before.forEach((classFile, surface) -> {
                if (!surface.equals(Surface.of(read(classFile)))) {
                    changed.add(surface.name());
                    changed.addAll(surface.constants());
                }
            });
            markDependents(changed, files);
        }
    }

    /** Marks sources that contain one of these names, in their class file or, as constants, in their text. */
    private void markDependents(Set<String> changed, Set<File> compiled) {
        if (changed.isEmpty()) {
            return;
        }
        Pattern name = Pattern.compile(
                withSubtypes(changed).stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")(?!\\w)")));
        classFiles.keySet().stream()
                .filter(source -> Files.exists(source) && !compiled.contains(source.toFile()))
                .filter(source ->
                        Stream.concat(Stream.of(source), classFilesOf(source)).anyMatch(file -> contains(file, name)))
                .forEach(source -> {
                    stale.add(source);
                    // If development mode ends now, the next build compiles it.
                    classFilesOf(source).forEach(classFile -> classFile.toFile().setLastModified(0));
                });
    }

    private Stream<Path> classFilesOf(Path source) {
        return classFiles.getOrDefault(source, Set.of()).stream().filter(Files::exists);
    }

    /** Callers of an inherited member may name the subtype only. */
    private Set<String> withSubtypes(Set<String> changed) {
        Set<String> all = new HashSet<>(changed);
        int size;
        do {
            size = all.size();
            classFiles.keySet().stream()
                    .flatMap(this::classFilesOf)
                    .map(classFile -> new ClassReader(read(classFile)))
                    .filter(type -> all.contains(type.getSuperName())
                            || Arrays.stream(type.getInterfaces()).anyMatch(all::contains))
                    .forEach(type -> all.add(type.getClassName()));
        } while (all.size() > size);
        return all;
    }

    private Set<File> changedIn(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .filter(this::isNewerThanItsClasses)
                    .map(Path::toFile)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isNewerThanItsClasses(Path source) {
        return classFilesOf(source)
                .noneMatch(classFile ->
                        classFile.toFile().lastModified() >= source.toFile().lastModified());
    }

    /** Tests have a compiler of their own, which knows their class path and calls this object. */
    private void compileTests(Path root, Set<File> files) {
        try {
            TestSupport.instance()
                    .map(TestSupport::getCompiler)
                    .ifPresent(compiler -> compiler.compile(root.toString(), Map.of(".java", files)));
        } catch (RuntimeException e) {
            // Its messages are in the log already. The application can run; these tests fail until they are edited.
            LOG.debugf(e, "Tests in %s do not compile", root);
        } finally {
            files.forEach(file -> stale.remove(file.toPath()));
        }
    }

    private static boolean isOfTests(Path root) {
        RuntimeUpdatesProcessor processor = RuntimeUpdatesProcessor.INSTANCE;
        return processor != null && processor.getTestSourcesDir().contains(root);
    }

    /** The context of another source folder; modules have the same settings. */
    private Context contextOf(Path root, Context context) {
        Path output = Objects.requireNonNull(outputs.get(root));
        File generated = context.getGeneratedSourcesDirectory();
        if (generated != null) {
            Path fromOutput = context.getOutputDirectory().toPath().relativize(generated.toPath());
            generated = output.resolve(fromOutput).normalize().toFile();
        }
        return new Context(
                root.toString(),
                context.getClasspath(),
                context.getReloadableClasspath(),
                context.getProjectDirectory(),
                root.toFile(),
                output.toFile(),
                context.getSourceEncoding().name(),
                Map.of(getProviderKey(), context.getCompilerOptions(getProviderKey())),
                context.getReleaseJavaVersion(),
                context.getSourceJavaVersion(),
                context.getTargetJvmVersion(),
                context.getCompilePluginArtifacts(),
                context.getCompilerPluginOptions(),
                generated,
                context.getAnnotationProcessorPaths(),
                context.getAnnotationProcessors(),
                String.valueOf(context.ignoreModuleInfo()));
    }

    private static boolean contains(Path file, Pattern name) {
        return name.matcher(new String(read(file), StandardCharsets.UTF_8)).find();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
