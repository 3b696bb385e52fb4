package dev.portcullis.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of {@code docs/performance.md} and others that benchmarks write, between two comments with their names. */
public final class Document {
    private Document() {}

    /** Replaces the part of {@code docs/performance.md} with this name. */
    public static void write(String part, String markdown) throws IOException {
        write(Path.of("docs/performance.md"), part, markdown);
    }

    /** Replaces the part of a document with this name. */
    public static void write(Path path, String part, String markdown) throws IOException {
        String document = Files.readString(path);
        String begin = "<!-- begin " + part + " -->\n";
        String end = "<!-- end " + part + " -->";
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(path + " has no part " + part);
        }
        String before = document.substring(0, from + begin.length());
        Files.writeString(path, before + "\n" + markdown.strip() + "\n\n" + document.substring(to));
        System.out.println("Written to " + path);
    }
}
