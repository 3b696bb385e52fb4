package dev.portcullis.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Mermaid diagram of docs/architecture.md, as far as a test compares it with the code. */
public final class Diagram {
    private static final Path PAGE = Path.of("../docs/architecture.md");

    private static final Pattern ARROW = Pattern.compile(
            "^ *([\\w.]+)(?:\\[\"[^\"]*\"])? -->(?:\\|([^|]*)\\|)? ([\\w. &]+)(?:\\[\"[^\"]*\"])?$", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("^ *(\\w+)->>(\\w+): (\\w+)$", Pattern.MULTILINE);

    /** What the code does not show, such as a message to or from the outside. */
    private static final Pattern DOTTED = Pattern.compile("[^-=]+ -\\.->(?:\\|[^|]*\\|)? [^-=]+|[^-=]+-->>[^-=]+: .*");

    private static final Pattern ANY_ARROW = Pattern.compile("--|==|->|-\\.");

    /** A solid message of a sequence diagram. */
    public record Message(String sender, String receiver, String method) {}

    private final String text;

    /** @throws AssertionError for an arrow in another notation, which no comparison would see */
    Diagram(String text) {
        text.lines()
                .filter(line -> ANY_ARROW.matcher(line).find())
                .filter(line -> Stream.of(ARROW, MESSAGE, DOTTED)
                        .noneMatch(known -> known.matcher(line).matches()))
                .findFirst()
                .ifPresent(line -> {
                    throw new AssertionError("an arrow in a notation that is not read: " + line.strip());
                });
        this.text = text;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The headings of the page, with their number signs. */
    public static Stream<String> headings() {
        return page().lines().filter(line -> line.startsWith("#"));
    }

    /** The text of the section with this heading, up to the next heading. */
    public static String section(String heading) {
        String page = page();
        int start = page.indexOf("\n" + heading + "\n");
        if (start < 0) {
            throw new AssertionError("no section " + heading);
        }
        int end = page.indexOf("\n#", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    /** The only diagram of the section with this heading. */
    public static Diagram of(String heading) {
        String[] parts = section(heading).split("\n```mermaid\n|\n```\n", -1);
        if (parts.length != 3) {
            throw new AssertionError(heading + " has not one diagram");
        }
        return new Diagram(parts[1]);
    }

    /** From each node with a solid arrow to where its arrows point. */
    public Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        ARROW.matcher(text)
                .results()
                .forEach(arrow -> arrows.computeIfAbsent(arrow.group(1), node -> new TreeSet<>())
                        .addAll(Arrays.asList(arrow.group(3).split(" & "))));
        return arrows;
    }

    /** The label of each solid arrow, with the node that the arrow points to. A label that is used twice is an error. */
    public Map<String, String> targets() {
        return ARROW.matcher(text)
                .results()
                .collect(Collectors.toMap(arrow -> arrow.group(2), arrow -> arrow.group(3)));
    }

    /** The messages that are calls of a method, from top to bottom. */
    public List<Message> messages() {
        return MESSAGE.matcher(text).results().map(Diagram::message).toList();
    }

    private static Message message(MatchResult line) {
        return new Message(line.group(1), line.group(2), line.group(3));
    }

    /** The arrows that no longer path implies, of a graph without cycles: what a readable picture shows. */
    public static Map<String, Set<String>> withoutImplied(Map<String, ? extends Collection<String>> graph) {
        Map<String, Set<String>> left = new TreeMap<>();
        graph.forEach((node, targets) -> {
            Set<String> drawn = targets.stream()
                    .filter(target -> targets.stream()
                            .noneMatch(other -> reachable(graph, other).anyMatch(target::equals)))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!drawn.isEmpty()) {
                left.put(node, drawn);
            }
        });
        return left;
    }

    private static Stream<String> reachable(Map<String, ? extends Collection<String>> graph, String start) {
        Collection<String> next = graph.containsKey(start) ? graph.get(start) : Set.of();
        return next.stream().flatMap(node -> Stream.concat(Stream.of(node), reachable(graph, node)));
    }
}
