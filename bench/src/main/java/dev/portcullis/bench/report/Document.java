package dev.portcullis.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of {@code docs/performance.md} that benchmarks write. Each is between two comments with its name. */
public final class Document {
    private static final Path PATH = Path.of("docs/performance.md");

    private Document() {}

    /** Replaces the part with this name. */
    public static void write(String part, String markdown) throws IOException {
        String document = Files.readString(PATH);
        String begin = "<!-- begin " + part + " -->\n";
        String end = "<!-- end " + part + " -->";
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(PATH + " has no part " + part);
        }
        String before = document.substring(0, from + begin.length());
        Files.writeString(PATH, before + "\n" + markdown.strip() + "\n\n" + document.substring(to));
        System.out.println("Written to " + PATH);
    }
}
