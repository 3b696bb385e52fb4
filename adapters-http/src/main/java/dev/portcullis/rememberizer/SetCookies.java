package dev.portcullis.rememberizer;

import dev.portcullis.outbound.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines of {@code Set-Cookie} in one answer. For our host {@code Domain} is taken off, so that a cookie belongs to the
 * host that the browser asked and goes nowhere else; all other attributes, and names and values, stay as they are.
 */
final class SetCookies {
    /** Browsers take no more per cookie (RFC 6265bis, 5.7), and no longer attribute. */
    private static final int LARGEST_PAIR = 4 * 1024;

    private static final int LARGEST_ATTRIBUTES = 4 * 1024;

    /** Far more than any service sets, and few enough that an answer stays one. */
    static final int MOST = 32;

    /** What browsers would send back has to fit into the head of a request to us. */
    static final int LARGEST_TOGETHER = 12 * 1024;

    /**
     * A comma behind which another cookie could begin. RFC 9110, 5.3, forbids to join lines of {@code Set-Cookie}, and
     * RFC 6265, 4.1.1, a comma anywhere but in {@code Expires}, where no {@code =} follows it.
     */
    private static final Pattern JOINT = Pattern.compile(",\\s*(?=[^;,=]*=)");

    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private final List<String> lines;

    private SetCookies(List<String> lines) {
        this.lines = lines;
    }

    static SetCookies of(ServiceResponse reply) {
        return new SetCookies(reply.all("set-cookie"));
    }

    /** Fit for our host. Refuses what no browser would keep, or could not bring back to us. */
    List<String> forOurHost() throws UnusableReply {
        if (lines.size() > MOST) {
            throw new UnusableReply("more cookies than " + MOST);
        }
        int together = 0;
        List<String> ours = new ArrayList<>();
        for (String line : lines) {
            String pair = pair(line);
            int octets = octets(pair);
            together += octets;
            if (octets > LARGEST_PAIR || octets(line) - octets > LARGEST_ATTRIBUTES || together > LARGEST_TOGETHER) {
                throw new UnusableReply("cookies that are too large");
            }
            if (JOINT.matcher(line).find()) {
                throw new UnusableReply("lines of Set-Cookie that are joined by a comma");
            }
            if (pair.indexOf('=') < 1 || FORBIDDEN.matcher(line).find()) {
                throw new UnusableReply("a cookie that is none");
            }
            ours.add(withoutDomain(line));
        }
        return ours;
    }

    static String withoutDomain(String line) {
        String[] parts = line.split(";", -1);
        StringBuilder kept = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            if (!isAttribute("domain", parts[i])) {
                kept.append(';').append(parts[i]);
            }
        }
        return kept.toString();
    }

    /**
     * What a browser that got these lines would send back, without the cookies that they clear, to end the session that
     * they opened. Lines that are joined by a comma count as several. Cut where it does not fit into a request.
     */
    String asSentBack(Instant now) {
        int room = LARGEST_TOGETHER;
        List<String> pairs = new ArrayList<>();
        List<String> apart = lines.stream().flatMap(JOINT::splitAsStream).toList();
        for (String line : apart) {
            String pair = pair(line);
            room -= octets(pair) + 2;
            if (room < 0) {
                break;
            }
            boolean isKept =
                    lifetime(line, now).map(left -> left.toSeconds() > 0).orElse(true);
            if (isKept && !FORBIDDEN.matcher(pair).find()) {
                pairs.add(pair);
            }
        }
        return pairs.stream().collect(Collectors.joining("; "));
    }

    /** A cookie with a value and an end, under this name or that name with a prefix of RFC 6265bis. */
    Optional<Cookie> find(String name, Instant now) {
        return lines.stream().flatMap(line -> cookie(name, line, now).stream()).findFirst();
    }

    /** One that is set, and for how long. */
    record Cookie(String value, Duration lifetime) {
        @Override
        public String toString() {
            return "Cookie[redacted]";
        }
    }

    private static Optional<Cookie> cookie(String name, String line, Instant now) {
        String pair = pair(line);
        int equals = pair.indexOf('=');
        String unprefixed = pair.substring(0, Math.max(0, equals)).replaceFirst("^__(Secure|Host)-", "");
        String value = pair.substring(equals + 1);
        return unprefixed.equals(name) && !value.isEmpty()
                ? lifetime(line, now).map(lifetime -> new Cookie(value, lifetime))
                : Optional.empty();
    }

    /** Empty for a cookie that ends with the browser's session. {@code Max-Age} goes first (RFC 6265, 4.1.2.2). */
    private static Optional<Duration> lifetime(String line, Instant now) {
        return attribute("max-age", line)
                .flatMap(Times::seconds)
                .or(() -> attribute("expires", line).flatMap(Times::date).map(end -> Duration.between(now, end)));
    }

    private static Optional<String> attribute(String name, String line) {
        String[] parts = line.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (isAttribute(name, parts[i])) {
                return Optional.of(parts[i].substring(parts[i].indexOf('=') + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static boolean isAttribute(String name, String part) {
        int equals = part.indexOf('=');
        String found = equals < 0 ? part : part.substring(0, equals);
        return found.strip().equalsIgnoreCase(name);
    }

    private static String pair(String line) {
        int semicolon = line.indexOf(';');
        return (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
