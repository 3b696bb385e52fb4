package dev.portcullis.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture and the table of the features show what {@link DomainArchitectureTest} allows, and nothing else. */
class FeatureDiagramTest {
    private static final String HEADING = "## Features";
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]*) \\| ([^|]*) \\|$", Pattern.MULTILINE);

    /** Every feature may use the annotations, which say nothing about the business. */
    private static Map<String, List<String>> allowed() {
        Map<String, List<String>> features = new HashMap<>(DomainArchitectureTest.FEATURES);
        features.remove("annotation");
        return features;
    }

    @Test
    void theDiagramShowsTheArrowsThatNoPathImplies() {
        assertThat(Diagram.of(HEADING).arrows()).isEqualTo(Diagram.withoutImplied(allowed()));
    }

    @Test
    void theTableNamesAllThatAFeatureMayUse() {
        Map<String, Set<String>> table = new HashMap<>();
        String rows = Diagram.section(HEADING).split("\\| feature \\| use cases \\|")[0];
        ROW.matcher(rows)
                .results()
                .forEach(row -> names(row.group(1))
                        .forEach(feature -> table.put(feature, used(row, Set.copyOf(table.keySet())))));

        Map<String, Set<String>> expected = new HashMap<>();
        allowed().forEach((feature, others) -> expected.put(feature, new TreeSet<>(others)));
        assertThat(table).isEqualTo(expected);
    }

    /** @param above the features of the rows above */
    private static Set<String> used(MatchResult row, Set<String> above) {
        return new TreeSet<>(
                row.group(2).equals("all above") ? above : names(row.group(2)).toList());
    }

    private static Stream<String> names(String cell) {
        return Arrays.stream(cell.split(", "))
                .filter(name -> name.startsWith("`"))
                .map(name -> name.substring(1, name.length() - 1));
    }

    @Test
    void anArrowThatAPathImpliesIsLeftOut() {
        Map<String, List<String>> graph = Map.of("a", List.of("b", "c"), "b", List.of("c"), "c", List.of());

        assertThat(Diagram.withoutImplied(graph)).isEqualTo(Map.of("a", Set.of("b"), "b", Set.of("c")));
    }
}
