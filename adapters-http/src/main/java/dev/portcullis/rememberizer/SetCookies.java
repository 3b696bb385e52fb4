package dev.portcullis.rememberizer;

import dev.portcullis.http.upstream.SetCookieLine;
import dev.portcullis.http.upstream.TokenCookie;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code Set-Cookie} lines of a response of the upstream. They are edited, not parsed and written again: {@code
 * Domain} is removed, so that a cookie belongs to the host that the browser called, and everything else stays as it is,
 * unknown attributes included (ADR 33).
 */
final class SetCookies {
    /** Of one cookie, in bytes; far more than browsers accept per attribute (RFC 6265bis, 5.6). */
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
            SetCookieLine line = SetCookieLine.of(text);
            int octets = octets(line.pair());
            together += octets;
            if (octets > SetCookieLine.LARGEST_PAIR
                    || octets(text) - octets > LARGEST_ATTRIBUTES
                    || together > LARGEST_TOGETHER) {
                throw new ServiceUnavailable("cookies that are too large");
            }
            if (JOINT.matcher(text).find()) {
                throw new ServiceUnavailable("lines of Set-Cookie that are joined by a comma");
            }
            if (line.name().isEmpty() || hasForbidden(text)) {
                throw new ServiceUnavailable("a cookie without a name or with control characters");
            }
            ours.add(line.without("domain"));
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
        for (SetCookieLine line : lines.stream()
                .flatMap(JOINT::splitAsStream)
                .map(SetCookieLine::of)
                .toList()) {
            String pair = line.pair();
            room -= octets(pair) + 2;
            if (room < 0) {
                break;
            }
            if (isKept(line, now)) {
                pairs.add(pair);
            }
        }
        return String.join("; ", pairs);
    }

    /** The cookie, if it has a value and a lifetime. */
    Optional<Cookie> find(TokenCookie cookie, Instant now) {
        return lines.stream()
                .map(SetCookieLine::of)
                .filter(line -> cookie.isNamed(line.name()) && !line.value().isEmpty())
                .flatMap(line -> lifetime(line, now).map(lifetime -> new Cookie(line.value(), lifetime)).stream())
                .findFirst();
    }

    record Cookie(String value, Duration lifetime) {
        @Override
        public String toString() {
            return "Cookie[redacted]";
        }
    }

    /** Empty for a cookie that ends with the browser's session. {@code Max-Age} wins (RFC 6265, 4.1.2.2). */
    private static Optional<Duration> lifetime(SetCookieLine line, Instant now) {
        return line.attribute("max-age")
                .flatMap(Times::seconds)
                .or(() -> line.attribute("expires").flatMap(Times::date).map(end -> Duration.between(now, end)));
    }

    private static boolean isKept(SetCookieLine line, Instant now) {
        return lifetime(line, now).map(left -> left.toSeconds() > 0).orElse(true) && !hasForbidden(line.pair());
    }

    /** RFC 6265bis, 5.6: browsers reject a cookie with control characters other than the tab. */
    private static boolean hasForbidden(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == DELETE);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
