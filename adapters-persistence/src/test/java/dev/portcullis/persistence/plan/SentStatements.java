package dev.portcullis.persistence.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The statements that main code has sent in the tests of this JVM, in a file, because each Quarkus application has a
 * class loader of its own. Statements of the tests themselves are left out. Thread-safe.
 */
final class SentStatements {
    private static final Path FILE = Path.of("target", "sent-statements.txt");
    private static final Path MAIN = Path.of("target", "classes");
    private static final Path TESTS = Path.of("target", "test-classes");

    /** Classes that send what others say. */
    private static final Pattern TOOLS =
            Pattern.compile("dev\\.portcullis\\.persistence\\.(plan\\..*|database\\.(Query|Database)\\b.*)");

    /** The driver sends several statements in one round trip. */
    private static final Pattern UNQUOTED_SEMICOLON = Pattern.compile(";(?=(?:[^']*'[^']*')*[^']*$)");

    private static final String IS_BEGUN = SentStatements.class.getName() + ".isBegun";
    private static final Set<Sent> KNOWN = ConcurrentHashMap.newKeySet();

    /**
     * A statement and its sender.
     *
     * @param sender class and method
     * @param sql in one line, with question marks for the parameters
     */
    record Sent(String sender, String sql) {
        String line() {
            return sender + "\t" + sql;
        }

        static Sent parse(String line) {
            String[] parts = line.split("\t", 2);
            return new Sent(parts[0], parts[1]);
        }

        /** With numbered parameters, as PostgreSQL has them. */
        String numbered() {
            StringBuilder numbered = new StringBuilder();
            boolean isQuoted = false;
            int parameters = 0;
            for (int i = 0; i < sql.length(); i++) {
                char c = sql.charAt(i);
                isQuoted ^= c == '\'';
                numbered.append(c == '?' && !isQuoted ? "$" + ++parameters : c);
            }
            return numbered.toString();
        }
    }

    private SentStatements() {}

    static void add(String sql) {
        sender().ifPresent(sender -> UNQUOTED_SEMICOLON
                .splitAsStream(sql)
                .map(statement ->
                        new Sent(sender, statement.replaceAll("\\s+", " ").strip()))
                .filter(KNOWN::add)
                .forEach(SentStatements::append));
    }

    /** The class of this project that is nearest to the driver decides; the store among its main classes is named. */
    private static Optional<String> sender() {
        return StackWalker.getInstance().walk(frames -> {
            List<StackWalker.StackFrame> ours = frames.filter(
                            frame -> frame.getClassName().startsWith("dev.portcullis.")
                                    && !TOOLS.matcher(frame.getClassName()).matches())
                    .takeWhile(frame -> !isIn(TESTS, frame))
                    .filter(frame -> isIn(MAIN, frame))
                    .toList();
            return ours.stream()
                    .map(frame -> simpleName(frame) + "." + frame.getMethodName())
                    .filter(name -> name.startsWith("Postgres") || name.startsWith("Panache"))
                    .filter(name -> !name.contains("lambda$"))
                    .reduce((inner, outer) -> outer)
                    .or(() -> ours.stream().map(SentStatements::simpleName).findFirst());
        });
    }

    private static boolean isIn(Path classes, StackWalker.StackFrame frame) {
        return Files.exists(classes.resolve(frame.getClassName().replace('.', '/') + ".class"));
    }

    private static String simpleName(StackWalker.StackFrame frame) {
        return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
    }

    private static void append(Sent sent) {
        synchronized (IS_BEGUN) {
            try {
                if (System.setProperty(IS_BEGUN, "") == null) {
                    Files.deleteIfExists(FILE);
                }
                Files.writeString(FILE, sent.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Empty if no test that uses the database has run since the last clean build. */
    static List<Sent> all() throws IOException {
        return Files.exists(FILE)
                ? Files.readAllLines(FILE).stream().distinct().map(Sent::parse).toList()
                : List.of();
    }
}
