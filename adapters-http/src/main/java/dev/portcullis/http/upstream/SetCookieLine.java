package dev.portcullis.http.upstream;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code Set-Cookie} line.
 *
 * @param parts the texts between the semicolons, with their spaces
 */
public record SetCookieLine(List<String> parts) {
    /** Bytes of name and value together; browsers reject larger cookies (RFC 6265bis, 5.7). */
    public static final int LARGEST_PAIR = 4096;

    public SetCookieLine {
        parts = List.copyOf(parts);
    }

    public static SetCookieLine of(String text) {
        return new SetCookieLine(List.of(text.split(";", -1)));
    }

    /** {@code name=value}, as a browser sends it back. */
    public String pair() {
        return parts.get(0).strip();
    }

    /** Empty if there is none. */
    public String name() {
        return pair().substring(0, Math.max(0, pair().indexOf('='))).strip();
    }

    public String value() {
        return pair().substring(pair().indexOf('=') + 1).strip();
    }

    /** Of several attributes with one name, the last counts (RFC 6265, 5.3). */
    public Optional<String> attribute(String name) {
        return attributes()
                .filter(part -> isNamed(name, part))
                .reduce((first, last) -> last)
                .map(part -> part.substring(part.indexOf('=') + 1).strip());
    }

    /** The line without each attribute of this name, and otherwise unchanged. */
    public String without(String name) {
        return Stream.concat(Stream.of(parts.get(0)), attributes().filter(part -> !isNamed(name, part)))
                .collect(Collectors.joining(";"));
    }

    private Stream<String> attributes() {
        return parts.stream().skip(1);
    }

    private static boolean isNamed(String name, String part) {
        return part.split("=", 2)[0].strip().equalsIgnoreCase(name);
    }

    /** The cookie may be as good as a password. */
    @Override
    public String toString() {
        return "SetCookieLine[" + name() + "]";
    }
}
