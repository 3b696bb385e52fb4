package dev.portcullis.app.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The rows of {@code docs/security.md}: requirement, measure, mode, and tests. */
final class SecurityTable {
    private static final Set<String> MODES = Set.of("local", "gateway", "both");

    /** {@code | 12 | requirement | protection | mode | tests |}; constraints have a {@code c} before their number. */
    private static final Pattern ROW =
            Pattern.compile("^\\| (c?\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w+(?:#\\w+)?)`");

    private record Row(String number, String requirement, String protection, String mode, String tests) {}

    private final List<Row> rows;

    private SecurityTable(List<Row> rows) {
        this.rows = rows;
    }

    static SecurityTable read(String document) {
        return new SecurityTable(ROW.matcher(document)
                .results()
                .map((MatchResult row) -> new Row(
                        row.group(1),
                        row.group(2).strip(),
                        row.group(3).strip(),
                        row.group(4).strip(),
                        row.group(5).strip()))
                .toList());
    }

    /** The numbers of the rows, as they come. */
    List<String> numbers() {
        return rows.stream().map(Row::number).toList();
    }

    /** The requirements that are declared out of scope. */
    List<String> outOfScope() {
        return rows.stream()
                .filter(row -> row.mode().equals("none"))
                .map(Row::number)
                .toList();
    }

    /** All that is wrong with the rows, measured by the tests that there are. */
    List<String> objections(TestSources sources) {
        List<String> objections = new ArrayList<>();
        for (Row row : rows) {
            if (row.mode().equals("none")) {
                continue;
            }
            if (!MODES.contains(row.mode())) {
                objections.add(row.number() + ": no mode " + row.mode());
            }
            List<String> references = REFERENCE
                    .matcher(row.tests())
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            if (references.isEmpty()) {
                objections.add(row.number() + ": names no test");
            }
            // Anything that is not a reference is an error: a typo would hide a missing test.
            if (!REFERENCE.matcher(row.tests()).replaceAll("").matches("[,\\s]*")) {
                objections.add(row.number() + ": names something that is no test");
            }
            references.stream()
                    .map(sources::objection)
                    .flatMap(Optional::stream)
                    .map(objection -> row.number() + ": " + objection)
                    .forEach(objections::add);
        }
        return objections;
    }

    /** {@code 1} to {@code 60}, or with a letter before each. */
    static List<String> numbers(String letter, int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> letter + number)
                .toList();
    }
}
