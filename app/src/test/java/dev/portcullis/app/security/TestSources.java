package dev.portcullis.app.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The test classes of all modules, as they are written, and which of their tests a build runs. */
final class TestSources {
    private static final List<String> MODULES = List.of("domain", "adapters-http", "adapters-persistence", "app");

    /** Annotations that keep a test from running; CI runs on Linux. */
    private static final Pattern SWITCHED_OFF =
            Pattern.compile("@(?!EnabledOnOs\\(OS\\.LINUX\\))(Disabled|Enabled)\\w*");

    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|FuzzTest|TestFactory|Property|Example|ArchTest)\\b");

    private static final String AMBIGUOUS = "";

    private final Map<String, String> byName;

    /** @param byName the source of each class, by its simple name */
    TestSources(Map<String, String> byName) {
        this.byName = new TreeMap<>(byName);
    }

    static TestSources under(Path root) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    String name = file.getFileName().toString().replace(".java", "");
                    // Helpers of two modules may share a name; tests named in a document may not.
                    sources.merge(name, read(file), (one, another) -> AMBIGUOUS);
                });
            }
        }
        return new TestSources(sources);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The error in a reference to a test; empty if the test runs.
     *
     * @param reference {@code SomeTest} or {@code SomeTest#method}
     */
    Optional<String> objection(String reference) {
        String name = reference.replaceFirst("#.*", "");
        String source = byName.get(name);
        if (source == null) {
            return Optional.of("there is no " + name);
        }
        if (source.equals(AMBIGUOUS)) {
            return Optional.of("there are several " + name);
        }
        if (!isRun(name)) {
            return Optional.of("nothing runs " + name);
        }
        if (SWITCHED_OFF.matcher(annotationsOfClass(source, name)).find()) {
            return Optional.of(name + " is switched off");
        }
        if (!reference.contains("#")) {
            return tests(source).isEmpty() ? Optional.of(name + " has no test") : switchedOff(source, name);
        }
        String method = reference.substring(name.length() + 1);
        Map<String, String> tests = tests(source);
        if (!tests.containsKey(method)) {
            return Optional.of(name + " has no test " + method);
        }
        return SWITCHED_OFF.matcher(tests.get(method)).find()
                ? Optional.of(reference + " is switched off")
                : Optional.empty();
    }

    private static Optional<String> switchedOff(String source, String name) {
        return SWITCHED_OFF.matcher(source).find() ? Optional.of(name + " is switched off in part") : Optional.empty();
    }

    /** By the names that the build's plugins go by; a contract runs where a test class takes it on. */
    private boolean isRun(String name) {
        if (name.endsWith("Test") || name.endsWith("IT")) {
            return true;
        }
        Pattern taken = Pattern.compile("(implements|extends)[^{]*\\b" + Pattern.quote(name) + "\\b[^{]*\\{");
        return byName.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(name)
                        && taken.matcher(other.getValue()).find()
                        && isRun(other.getKey()));
    }

    /** The annotations of each test, by the name of its method. */
    private static Map<String, String> tests(String source) {
        Map<String, String> tests = new TreeMap<>();
        Matcher method = Pattern.compile("^ +(?:[a-z]+ )*void (\\w+)\\(", Pattern.MULTILINE)
                .matcher(source);
        while (method.find()) {
            String annotations = paragraphBefore(source, method.start());
            if (TEST.matcher(annotations).find()) {
                tests.put(method.group(1), annotations);
            }
        }
        return tests;
    }

    private static String annotationsOfClass(String source, String name) {
        Matcher declaration = Pattern.compile(
                        "^(?:[a-z]+ )*(?:class|interface) " + Pattern.quote(name) + "\\b", Pattern.MULTILINE)
                .matcher(source);
        return declaration.find() ? paragraphBefore(source, declaration.start()) : "";
    }

    /** The lines before a place, back to an empty one or to the end of another member. */
    private static String paragraphBefore(String source, int end) {
        List<String> lines = source.substring(0, end).lines().toList();
        int first = lines.size();
        while (first > 0 && !lines.get(first - 1).matches("\\s*}?")) {
            first--;
        }
        return String.join("\n", lines.subList(first, lines.size()));
    }
}
