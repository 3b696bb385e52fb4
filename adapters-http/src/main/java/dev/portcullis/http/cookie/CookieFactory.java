package dev.portcullis.http.cookie;

import dev.portcullis.account.AccessToken;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes, clears and reads the cookies. No other class knows their names or attributes: a browser replaces a cookie only
 * by one with the same name and path, so setting and clearing must agree. Thread-safe.
 *
 * <p>After the prefix was changed, browsers still have cookies with the old name. They are read if there is none with the
 * new name, and cleared by the first response that sets or clears a cookie.
 *
 * <p>A browser may also have a cookie of the same name with another path or domain, and sends both (RFC 6265, 8.6). If a
 * request has several different values, {@link PresentedTokens} chooses the genuine one, and the first response that sets
 * or clears the cookie also clears its name for every other path that matches the request. A cookie with a {@code
 * Domain} is not cleared: it belongs to other hosts as well, which may use it.
 */
@Singleton
public final class CookieFactory {
    /** Bytes of name and value together; browsers reject larger cookies (RFC 6265bis, 5.7). */
    private static final int LARGEST = 4096;

    /** The characters of a value (RFC 6265, 4.1.1). */
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

    /**
     * The maximum number of different values that are examined per cookie, all of its names together. A request has two or
     * three if there is a stale cookie, and each may cost a signature verification. Browsers send longer paths first (RFC
     * 6265, 5.4), so the current refresh token comes before one with {@code Path=/}.
     */
    static final int MAX_EXAMINED = 16;

    /** Request paths that are safe to repeat in a header line; the longest route has fewer than 64 characters. */
    private static final Pattern PATH = Pattern.compile("(?=.{1,64}$)(?:/[A-Za-z0-9_-]+)*/?");

    private static final List<String> PREFIXES = List.of("", CookieSettings.SECURE_PREFIX, CookieSettings.HOST_PREFIX);

    private enum Kind {
        ACCESS("access_token", "/"),
        REFRESH("refresh_token", "/api/v1/auth/");

        private final String name;
        private final String path;

        Kind(String name, String path) {
            this.name = name;
            this.path = path;
        }
    }

    private final CookieSettings settings;
    private final PresentedTokens presented;

    @Inject
    CookieFactory(CookieSettings settings, PresentedTokens presented) {
        this.settings = settings;
        this.presented = presented;
    }

    /** Treats several different values as no token. */
    CookieFactory(CookieSettings settings) {
        this(settings, PresentedTokens.issuedUpstream());
    }

    /** The {@code Set-Cookie} lines that set both tokens. */
    public List<String> issue(SessionTokens tokens, HttpServerRequest request) {
        List<String> lines = new ArrayList<>(issue(tokens.access(), request));
        lines.add(line(
                Kind.REFRESH,
                settings.prefix(),
                checked(tokens.refresh().reveal()),
                atLeastOneSecond(tokens.refreshLifetime())));
        lines.addAll(clearOtherPaths(Kind.REFRESH, settings.prefix(), request));
        lines.addAll(clearOthers(Kind.REFRESH, request));
        return lines;
    }

    /** The {@code Set-Cookie} lines that set the access token and leave the refresh token unchanged. */
    public List<String> issue(AccessToken token, HttpServerRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(line(Kind.ACCESS, settings.prefix(), checked(token.reveal()), atLeastOneSecond(token.lifetime())));
        lines.addAll(clearOtherPaths(Kind.ACCESS, settings.prefix(), request));
        lines.addAll(clearOthers(Kind.ACCESS, request));
        return lines;
    }

    /** The {@code Set-Cookie} lines that clear both tokens. */
    public List<String> clear(HttpServerRequest request) {
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.addAll(clear(kind, settings.prefix(), request));
            lines.addAll(clearOthers(kind, request));
        }
        return lines;
    }

    /**
     * The lines that clear both tokens, except for cookies that the upstream's lines set or clear. If the request had
     * several different values for a name, a line of the upstream covers its own path only, since it leaves the cookies
     * with other paths in place.
     */
    public List<String> clearAllBut(List<String> upstreamLines, HttpServerRequest request) {
        return clear(request).stream()
                .filter(line -> upstreamLines.stream().noneMatch(other -> isAbout(other, line, request)))
                .toList();
    }

    /**
     * The lines that clear the cookies of which the request had several different values, except for those that the
     * upstream's lines set or clear for the same path.
     */
    public List<String> clearAmbiguousBut(List<String> upstreamLines, HttpServerRequest request) {
        return clearAllBut(upstreamLines, request).stream()
                .filter(line -> isAmbiguous(nameIn(line), request))
                .toList();
    }

    private static boolean isAbout(String other, String line, HttpServerRequest request) {
        String name = nameIn(line);
        return nameIn(other).equals(name)
                && (!isAmbiguous(name, request) || isSet(other) || pathIn(other).equals(pathIn(line)));
    }

    private static boolean isAmbiguous(String name, HttpServerRequest request) {
        return values(name, request).size() > 1;
    }

    private static String nameIn(String line) {
        return line.substring(0, Math.max(0, line.indexOf('='))).strip();
    }

    private static boolean isSet(String line) {
        return !line.split(";", -1)[0].strip().endsWith("=");
    }

    private static String pathIn(String line) {
        return Stream.of(line.split(";", -1))
                .map(String::strip)
                .filter(attribute -> attribute.regionMatches(true, 0, "Path=", 0, 5))
                .map(attribute -> attribute.substring(5).strip())
                .reduce("", (first, last) -> last);
    }

    /** The path of a cookie that the upstream set is unknown, so it is cleared for each likely path. */
    private List<String> clear(Kind kind, String prefix, HttpServerRequest request) {
        String line = line(kind, prefix, "", 0);
        List<String> lines = new ArrayList<>(List.of(line));
        String atRoot = line.replace("; Path=" + kind.path + ";", "; Path=/;");
        if (settings.setByUpstream() && !atRoot.equals(line)) {
            lines.add(atRoot);
        }
        clearOtherPaths(kind, prefix, request).stream()
                .filter(other -> !lines.contains(other))
                .forEach(lines::add);
        return lines;
    }

    /**
     * The lines that clear a name for every path except its own, if the request had several different values for it. A
     * browser sent them all, so the path of each is a prefix of the requested path (RFC 6265, 5.1.4).
     */
    private List<String> clearOtherPaths(Kind kind, String prefix, HttpServerRequest request) {
        if (prefix.equals(CookieSettings.HOST_PREFIX) || !isAmbiguous(prefix + kind.name, request)) {
            return List.of();
        }
        String line = line(kind, prefix, "", 0);
        return prefixes(RequestPath.asSent(request))
                .filter(path -> !path.equals(kind.path))
                .map(path -> line.replace("; Path=" + kind.path + ";", "; Path=" + path + ";"))
                .toList();
    }

    /** {@code /}, {@code /a}, {@code /a/}, {@code /a/b}: all that match the path of a request. */
    private static Stream<String> prefixes(@Nullable String requested) {
        String path = requested == null || !PATH.matcher(requested).matches() ? Kind.REFRESH.path : requested;
        return Stream.concat(
                        Stream.of("/"),
                        IntStream.rangeClosed(1, path.length())
                                .filter(end ->
                                        end == path.length() || path.charAt(end) == '/' || path.charAt(end - 1) == '/')
                                .mapToObj(end -> path.substring(0, end)))
                .distinct();
    }

    /**
     * The access token of the request. Empty if there is none, if it is larger than browsers accept, or if there are
     * several different values and none is known to be genuine.
     */
    Optional<String> accessToken(HttpServerRequest request) {
        List<List<String>> groups = groups(Kind.ACCESS, request);
        Optional<BearerToken> genuine = hasSeveral(Kind.ACCESS, request)
                ? presented.accessToken(mapped(groups, BearerToken::new))
                : Optional.empty();
        return genuine.map(BearerToken::reveal).or(() -> preferred(Kind.ACCESS, request));
    }

    /** As {@link #accessToken}, for the refresh token. */
    public Optional<RefreshToken> refreshToken(HttpServerRequest request) {
        return refreshTokens(request).stream().findFirst();
    }

    /** The refresh token of the request, followed by the genuine tokens of other sessions. */
    public List<RefreshToken> refreshTokens(HttpServerRequest request) {
        List<List<String>> groups = groups(Kind.REFRESH, request);
        List<RefreshToken> genuine = hasSeveral(Kind.REFRESH, request)
                ? presented.refreshTokens(mapped(groups, RefreshToken::new))
                : List.of();
        return genuine.isEmpty()
                ? preferred(Kind.REFRESH, request).stream()
                        .map(RefreshToken::new)
                        .toList()
                : genuine;
    }

    /** Invalid values count too: they are no reason to reject the token next to them. */
    private static boolean hasSeveral(Kind kind, HttpServerRequest request) {
        return PREFIXES.stream()
                        .flatMap(prefix -> values(prefix + kind.name, request).stream())
                        .distinct()
                        .count()
                > 1;
    }

    private static <T> List<List<T>> mapped(List<List<String>> groups, Function<String, T> make) {
        return groups.stream().map(group -> group.stream().map(make).toList()).toList();
    }

    /** The current name first: with a prefix it is the hardest to plant. */
    private Stream<String> prefixesByTrust() {
        return Stream.concat(Stream.of(settings.prefix()), PREFIXES.stream()).distinct();
    }

    /** The values that can be a token, grouped by name, up to {@link #MAX_EXAMINED}. */
    private List<List<String>> groups(Kind kind, HttpServerRequest request) {
        List<List<String>> groups = new ArrayList<>();
        int left = MAX_EXAMINED;
        for (String prefix : prefixesByTrust().toList()) {
            List<String> group = values(prefix + kind.name, request).stream()
                    .filter(value -> isPossible(kind, value))
                    .limit(left)
                    .toList();
            left -= group.size();
            groups.add(group);
        }
        return groups;
    }

    private static boolean isPossible(Kind kind, String value) {
        return kind.name.length() + value.length() <= LARGEST
                && VALUE.matcher(value).matches();
    }

    /** The value of the first name for which there is a cookie, if it has only one. */
    private Optional<String> preferred(Kind kind, HttpServerRequest request) {
        return prefixesByTrust()
                .map(prefix -> values(prefix + kind.name, request))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .filter(values -> values.size() == 1)
                .map(values -> values.iterator().next())
                .filter(value -> isPossible(kind, value));
    }

    private static Set<String> values(String name, HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> clearOthers(Kind kind, HttpServerRequest request) {
        return PREFIXES.stream()
                .filter(prefix -> !prefix.equals(settings.prefix()))
                .filter(prefix -> !values(prefix + kind.name, request).isEmpty())
                .flatMap(prefix -> clear(kind, prefix, request).stream())
                .toList();
    }

    private String line(Kind kind, String prefix, String value, long maxAge) {
        SameSite sameSite = kind == Kind.ACCESS ? settings.access() : settings.refresh();
        String path = prefix.equals(CookieSettings.HOST_PREFIX) ? "/" : kind.path;
        boolean secure = settings.secure() || !prefix.isEmpty();
        return prefix + kind.name + "=" + value + "; Max-Age=" + maxAge + "; Path=" + path + "; HttpOnly"
                + (secure ? "; Secure" : "") + "; SameSite=" + sameSite.attribute();
    }

    private static String checked(String token) {
        if (!VALUE.matcher(token).matches()) {
            throw new IllegalStateException("A token is too long for a cookie");
        }
        return token;
    }

    /** Zero would clear the cookie. */
    private static long atLeastOneSecond(Duration lifetime) {
        return Math.max(1, lifetime.toSeconds());
    }
}
