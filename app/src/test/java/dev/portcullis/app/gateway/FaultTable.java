package dev.portcullis.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The measurements as a Markdown table, ordered by the caller's response. */
final class FaultTable {
    private record Row(String answer, String fault, String call, String audit, Duration took) {
        @Override
        public String toString() {
            return "| %s | `%s` | %s | %s | %d ms |".formatted(fault, call, answer, audit, took.toMillis());
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(String fault, String call, String answer, String audit, Duration took) {
        rows.add(new Row(answer, fault, call, audit, took));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| the upstream | call | caller | audit log | took |");
        lines.add("| --- | --- | --- | --- | ---: |");
        rows.stream()
                .sorted(Comparator.comparing(Row::answer)
                        .thenComparing(Row::fault)
                        .thenComparing(Row::call))
                .map(Row::toString)
                .forEach(lines::add);
        Path written = Files.write(file, lines);
        assert written.equals(file);
    }
}
