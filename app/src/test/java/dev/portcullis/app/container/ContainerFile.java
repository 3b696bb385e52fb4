package dev.portcullis.app.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The process settings in a container file.
 *
 * @param user as a number
 */
record ContainerFile(String user, Map<String, String> environment) {
    private static final Path FOLDER = Path.of("src/main/docker");
    private static final Pattern USER = Pattern.compile("(?m)^USER (\\d+)$");
    private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^ENV ((?:.*\\\\\\R)*.*)$");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\\S+)");

    static ContainerFile read(String name) throws IOException {
        String text = text(name);
        return new ContainerFile(
                only(USER, text),
                VARIABLE.matcher(only(ENVIRONMENT, text))
                        .results()
                        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2))));
    }

    static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map((MatchResult found) -> found.group(1))
                .reduce((one, another) -> {
                    throw new AssertionError(pattern + " is there twice");
                })
                .orElseThrow(() -> new AssertionError("no " + pattern));
    }
}
