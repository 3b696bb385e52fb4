package dev.portcullis.app.mail;

import io.quarkus.qute.Expression;
import io.quarkus.qute.Template;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an operator's template may refer to. */
final class TemplatePlaceholders {
    /** Sections that only arrange the values of the mail. Others could include files or evaluate text. */
    private static final Set<String> SECTIONS = Set.of("if", "for", "each");

    private TemplatePlaceholders() {}

    /**
     * Rejects what reads more than the values of the mail: Qute's namespaces can read settings, keys among them, and a
     * mail would carry them out.
     */
    static void requireHarmless(String name, Template template) {
        List<String> unknown = template.findNodes(node -> node.isSection()).stream()
                .map(node -> node.asSection())
                .filter(section -> section != template.getRootNode() && !SECTIONS.contains(section.getName()))
                .map(section -> "{#" + section.getName() + "}")
                .toList();
        refuse(name, "unknown sections: ", unknown);
        refuse(
                name,
                "unknown placeholders: ",
                template.getExpressions().stream()
                        .filter(Expression::hasNamespace)
                        .map(expression -> "{" + expression.toOriginalString() + "}")
                        .toList());
    }

    /**
     * Rejects a text that lacks a placeholder or has an unknown one.
     *
     * @param optional known, besides the required ones
     */
    static void requireAll(String name, Template template, Set<String> required, Set<String> optional) {
        Set<String> used = template.getExpressions().stream()
                .filter(expression -> !expression.isLiteral())
                .map(Expression::toOriginalString)
                .collect(Collectors.toCollection(TreeSet::new));
        refuse(name, "missing placeholders: ", without(required, used));
        used.removeAll(optional);
        refuse(name, "unknown placeholders: ", without(used, required));
    }

    private static List<String> without(Set<String> all, Set<String> known) {
        return all.stream()
                .filter(placeholder -> !known.contains(placeholder))
                .sorted()
                .map(placeholder -> "{" + placeholder + "}")
                .toList();
    }

    private static void refuse(String name, String what, List<String> found) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + what + String.join(", ", found));
        }
    }
}
