package dev.portcullis.app.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/clients.md}. */
final class ClientsPage {
    private static final Path PAGE = Path.of("..", "docs", "clients.md");

    private ClientsPage() {}

    /** The block of code under a heading, with the newline after its last line. */
    static String codeUnder(String heading) {
        List<String> section = linesAfter("### " + heading, lines());
        List<String> block = section.subList(indexOfFence(section) + 1, section.size());
        return block.stream().takeWhile(line -> !line.equals("```")).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> linesAfter(String line, List<String> lines) {
        int index = lines.indexOf(line);
        if (index < 0) {
            throw new IllegalStateException(PAGE + " lacks '" + line + "'");
        }
        return lines.subList(index + 1, lines.size());
    }

    private static int indexOfFence(List<String> lines) {
        int index = 0;
        while (!lines.get(index).startsWith("```")) {
            index++;
        }
        return index;
    }
}
