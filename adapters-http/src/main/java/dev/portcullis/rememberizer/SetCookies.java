package dev.portcullis.rememberizer;

import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code Set-Cookie} lines of a response of the upstream. They are edited, not parsed and written again: {@code
 * Domain} is removed, so that a cookie belongs to the host that the browser called, and everything else stays as it is,
 * unknown attributes included (ADR 33).
 */
final class SetCookies {
    /** Browsers accept no more per cookie (RFC 6265bis, 5.7), and no longer attributes. */
    private static final int LARGEST_PAIR = 4 * 1024;

    private static final int LARGEST_ATTRIBUTES = 4 * 1024;

    /** Far more than any service sets. */
    static final int MOST = 32;

    /** The cookies have to fit into the head of the browser's next request to this service. */
    private static final int LARGEST_TOGETHER = 12 * 1024;

    /**
     * A comma after which another cookie may begin. RFC 9110, 5.3, forbids joining {@code Set-Cookie} lines, and RFC
     * 6265, 4.1.1, allows a comma only in {@code Expires}, where no {@code =} follows.
     */
    private static final Pattern JOINT = Pattern.compile(",\\s*(?=[^;,=]*=)");

    private static final char DELETE = 0x7F;

    /** One line: the text before the first semicolon, and the texts between the others. */
    private record Line(String pair, List<String> attributes) {
        static Line of(String text) {
            List<String> parts = List.of(text.split(";", -1));
            return new Line(parts.get(0), parts.subList(1, parts.size()));
        }

        String withoutDomain() {
            return Stream.concat(Stream.of(pair), attributes.stream().filter(part -> !isNamed("domain", part)))
                    .collect(Collectors.joining(";"));
        }

        /** Of several attributes with one name, the last counts (RFC 6265, 5.3). */
        private Optional<String> attribute(String name) {
            return attributes.stream()
                    .filter(part -> isNamed(name, part))
                    .reduce((first, last) -> last)
                    .map(part -> part.substring(part.indexOf('=') + 1).strip());
        }

        private static boolean isNamed(String name, String part) {
            return part.split("=", 2)[0].strip().equalsIgnoreCase(name);
        }

        /** Empty for a cookie that ends with the browser's session. {@code Max-Age} wins (RFC 6265, 4.1.2.2). */
        Optional<Duration> lifetime(Instant now) {
            return attribute("max-age")
                    .flatMap(Times::seconds)
                    .or(() -> attribute("expires").flatMap(Times::date).map(end -> Duration.between(now, end)));
        }

        boolean isKept(Instant now) {
            return lifetime(now).map(left -> left.toSeconds() > 0).orElse(true) && !hasForbidden(pair);
        }
    }

    private final List<String> lines;

    private SetCookies(List<String> lines) {
        this.lines = lines;
    }

    static SetCookies of(ServiceResponse reply) {
        return new SetCookies(reply.all("set-cookie"));
    }

    /**
     * The lines for the caller.
     *
     * @throws ServiceUnavailable if a browser would not keep a cookie, or could not send all of them back
     */
    List<String> forOurHost() throws ServiceUnavailable {
        if (lines.size() > MOST) {
            throw new ServiceUnavailable("more cookies than " + MOST);
        }
        int together = 0;
        List<String> ours = new ArrayList<>();
        for (String text : lines) {
            Line line = Line.of(text);
            int octets = octets(line.pair().strip());
            together += octets;
            if (octets > LARGEST_PAIR || octets(text) - octets > LARGEST_ATTRIBUTES || together > LARGEST_TOGETHER) {
                throw new ServiceUnavailable("cookies that are too large");
            }
            if (JOINT.matcher(text).find()) {
                throw new ServiceUnavailable("lines of Set-Cookie that are joined by a comma");
            }
            if (line.pair().strip().indexOf('=') < 1 || hasForbidden(text)) {
                throw new ServiceUnavailable("a cookie without a name or with control characters");
            }
            ours.add(line.withoutDomain());
        }
        return ours;
    }

    /**
     * The {@code Cookie} header of a browser that received these lines, to end the session that they opened. Joined lines
     * count as several. Cookies beyond the size of a request head are dropped.
     */
    String asSentBack(Instant now) {
        int room = LARGEST_TOGETHER;
        List<String> pairs = new ArrayList<>();
        for (Line line :
                lines.stream().flatMap(JOINT::splitAsStream).map(Line::of).toList()) {
            String pair = line.pair().strip();
            room -= octets(pair) + 2;
            if (room < 0) {
                break;
            }
            if (line.isKept(now)) {
                pairs.add(pair);
            }
        }
        return String.join("; ", pairs);
    }

    /** A cookie with a value and a lifetime, by its name with or without a prefix of RFC 6265bis. */
    Optional<Cookie> find(String name, Instant now) {
        return lines.stream()
                .map(Line::of)
                .flatMap(line -> cookie(name, line, now).stream())
                .findFirst();
    }

    record Cookie(String value, Duration lifetime) {
        @Override
        public String toString() {
            return "Cookie[redacted]";
        }
    }

    private static Optional<Cookie> cookie(String name, Line line, Instant now) {
        String[] pair = line.pair().strip().split("=", 2);
        return pair.length == 2
                        && !pair[1].isEmpty()
                        && (pair[0].equals(name)
                                || pair[0].equals("__Secure-" + name)
                                || pair[0].equals("__Host-" + name))
                ? line.lifetime(now).map(lifetime -> new Cookie(pair[1], lifetime))
                : Optional.empty();
    }

    /** RFC 6265bis, 5.6: browsers reject a cookie with control characters other than the tab. */
    private static boolean hasForbidden(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == DELETE);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
