package dev.portcullis.persistence.plan;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the main code of this module can send, to be compared with what its tests have sent. */
final class WrittenStatements {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path CLASSES = Path.of("target", "classes");

    /** A string or a text block that begins like a statement, up to its end or its first placeholder. */
    private static final Pattern LITERAL =
            Pattern.compile("\"(?:\"\"\\s+)?((?:select|insert|update|delete|with|lock|merge)\\s[^\"%$]*)");

    /** HQL has the names of entities. It is covered by the method that it is in. */
    private static final Pattern ENTITY = Pattern.compile("\\b[A-Z]\\w*Row\\b");

    private WrittenStatements() {}

    /** The SQL in the sources, in one line each. A literal that is only a part of a statement is returned as it is. */
    static Set<String> literals() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            Matcher literal = LITERAL.matcher(Files.readString(file));
            while (literal.find()) {
                Stream.of(literal.group(1).split(";", -1))
                        .map(sql -> sql.replaceAll("\\\\(?:\\R\\s*|s)", "")
                                .replaceAll("\\s+", " ")
                                .strip())
                        .filter(sql -> !ENTITY.matcher(sql).find())
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** The methods by which the classes of this module implement interfaces of the domain, with their class. */
    static Set<String> portMethods() throws IOException {
        return files(CLASSES, ".class").stream()
                .map(WrittenStatements::load)
                .filter(type -> !type.isInterface())
                .flatMap(type -> Stream.of(type.getInterfaces())
                        .filter(WrittenStatements::isOfDomain)
                        .flatMap(port -> Stream.of(port.getMethods()))
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfDomain(Class<?> type) {
        return type.getName().startsWith("dev.portcullis.")
                && !type.getName().startsWith("dev.portcullis.persistence.");
    }

    private static Class<?> load(Path file) {
        String name = CLASSES.relativize(file)
                .toString()
                .replace(".class", "")
                .replace(file.getFileSystem().getSeparator(), ".");
        try {
            return Class.forName(name, false, WrittenStatements.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
