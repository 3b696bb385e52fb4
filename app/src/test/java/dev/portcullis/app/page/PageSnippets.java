package dev.portcullis.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the snippets out of the page that documents the upstream. */
final class PageSnippets {
    private static final Path PAGE = Path.of("docs", "upstream", "rememberizer-auth-page.da.txt");
    private static final Pattern PYTHON_CALL = Pattern.compile("\\w+\\(\\)");
    private static final Pattern ENDPOINT = Pattern.compile("/api/v1/(auth/[a-z-]+)/");

    enum Language {
        CURL,
        JAVASCRIPT,
        PYTHON
    }

    /** One snippet of the page. */
    record Snippet(Language language, String code) {
        /** The endpoint that it calls, such as {@code auth/signup}. */
        String endpoint() {
            Matcher matcher = ENDPOINT.matcher(code);
            if (!matcher.find()) {
                throw new IllegalStateException("a snippet that calls nothing");
            }
            return matcher.group(1);
        }

        Snippet with(String placeholder, String value) {
            return new Snippet(language, code.replace(placeholder, value));
        }
    }

    private PageSnippets() {}

    static List<Snippet> all() {
        try {
            return cut(Files.readAllLines(Path.of("..").resolve(PAGE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> cut(List<String> lines) {
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("curl ")) {
                snippets.add(curl(lines.subList(i, lines.size())));
            } else if (line.startsWith("const ") && line.endsWith("=> {")) {
                snippets.add(javaScript(lines.subList(i, lines.size())));
            } else if (line.equals("import requests")) {
                snippets.add(python(lines.subList(i, lines.size())));
            }
        }
        return snippets;
    }

    /** Up to the first line that neither continues on the next one nor leaves a quote open. */
    private static Snippet curl(List<String> lines) {
        StringBuilder code = new StringBuilder();
        for (String line : lines) {
            code.append(line).append('\n');
            boolean quoteOpen = code.chars().filter(c -> c == '\'').count() % 2 == 1;
            if (!quoteOpen && !line.endsWith("\\")) {
                break;
            }
        }
        return new Snippet(Language.CURL, code.toString());
    }

    /** To the call of the function that it defines. */
    private static Snippet javaScript(List<String> lines) {
        String name = lines.get(0).split(" ", -1)[1];
        StringBuilder code = new StringBuilder();
        for (String line : lines) {
            code.append(line).append('\n');
            if (line.equals(name + "();")) {
                break;
            }
        }
        return new Snippet(Language.JAVASCRIPT, code.toString());
    }

    /** To the call of the function that it defines; the function's body gets back the indentation that the copy lost. */
    private static Snippet python(List<String> lines) {
        StringBuilder code = new StringBuilder();
        String before = "";
        boolean inFunction = false;
        for (String line : lines) {
            if (inFunction && PYTHON_CALL.matcher(line).matches()) {
                code.append(line).append('\n');
                break;
            }
            boolean inBranch = before.startsWith("if ") || before.equals("else:");
            code.append(inFunction ? "    " : "")
                    .append(inBranch ? "    " : "")
                    .append(line)
                    .append('\n');
            inFunction = inFunction || line.startsWith("def ");
            before = line;
        }
        return new Snippet(Language.PYTHON, code.toString());
    }
}
