package dev.portcullis.http.cookie;

import dev.portcullis.account.AccessToken;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.upstream.SetCookieLine;
import dev.portcullis.http.upstream.TokenCookie;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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
 * Writes, clears and reads the cookies. No other class knows their paths or attributes: a browser replaces a cookie only
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

    private static final String REFRESH_PATH = "/api/v1/auth/";

    private final CookieSettings settings;
    private final PresentedTokens presented;

    CookieFactory(CookieSettings settings, PresentedTokens presented) {
        this.settings = settings;
        this.presented = presented;
    }

    /** The {@code Set-Cookie} lines that set both tokens. */
    public List<String> issue(SessionTokens tokens, HttpServerRequest request) {
        List<String> lines = new ArrayList<>(issue(tokens.access(), request));
        lines.addAll(set(TokenCookie.REFRESH, tokens.refresh().reveal(), tokens.refreshLifetime(), request));
        return lines;
    }

    /**
     * The {@code Set-Cookie} lines that set the access token and leave the refresh token unchanged. Also adds {@link
     * ExpiresIn} to the response.
     */
    public List<String> issue(AccessToken token, HttpServerRequest request) {
        List<String> lines = set(TokenCookie.ACCESS, token.reveal(), token.lifetime(), request);
        request.response().putHeader(ExpiresIn.HEADER, Long.toString(ExpiresIn.seconds(token.lifetime())));
        return lines;
    }

    private List<String> set(TokenCookie cookie, String token, Duration lifetime, HttpServerRequest request) {
        if (!VALUE.matcher(token).matches()) {
            throw new IllegalStateException("A token has characters that a cookie cannot have");
        }
        String prefix = settings.prefix();
        if (cookie.nameWith(prefix).length() + token.length() > SetCookieLine.LARGEST_PAIR) {
            throw new IllegalStateException("A token is too long for a cookie");
        }
        long maxAge = ExpiresIn.seconds(lifetime);
        List<String> lines = new ArrayList<>();
        lines.add(line(cookie, prefix, path(cookie, prefix), token, maxAge));
        otherPaths(cookie, prefix, request).forEach(path -> lines.add(line(cookie, prefix, path, "", 0)));
        lines.addAll(clearOthers(cookie, request));
        return lines;
    }

    /** The {@code Set-Cookie} lines that clear both tokens. */
    public List<String> clear(HttpServerRequest request) {
        List<String> lines = new ArrayList<>();
        for (TokenCookie cookie : TokenCookie.values()) {
            lines.addAll(clear(cookie, settings.prefix(), request));
            lines.addAll(clearOthers(cookie, request));
        }
        return lines;
    }

    /**
     * The lines that clear both tokens, except for cookies that the upstream's lines set or clear. If the request had
     * several different values for a name, a line of the upstream covers its own path only, since it leaves the cookies
     * with other paths in place.
     */
    public List<String> clearAllBut(List<String> upstreamLines, HttpServerRequest request) {
        List<SetCookieLine> others =
                upstreamLines.stream().map(SetCookieLine::of).toList();
        return clear(request).stream()
                .filter(text -> {
                    SetCookieLine line = SetCookieLine.of(text);
                    return others.stream().noneMatch(other -> isAbout(other, line, request));
                })
                .toList();
    }

    /**
     * The lines that clear the cookies of which the request had several different values, except for those that the
     * upstream's lines set or clear for the same path.
     */
    public List<String> clearAmbiguousBut(List<String> upstreamLines, HttpServerRequest request) {
        return clearAllBut(upstreamLines, request).stream()
                .filter(line -> isAmbiguous(SetCookieLine.of(line).name(), request))
                .toList();
    }

    private static boolean isAbout(SetCookieLine other, SetCookieLine line, HttpServerRequest request) {
        return other.name().equals(line.name())
                && (!isAmbiguous(line.name(), request)
                        || !other.value().isEmpty()
                        || other.attribute("path").equals(line.attribute("path")));
    }

    private static boolean isAmbiguous(String name, HttpServerRequest request) {
        return values(name, request).size() > 1;
    }

    /** The path of a cookie that the upstream set is unknown, so it is cleared for each likely path. */
    private List<String> clear(TokenCookie cookie, String prefix, HttpServerRequest request) {
        Set<String> paths = new LinkedHashSet<>(List.of(path(cookie, prefix)));
        if (settings.setByUpstream()) {
            paths.add("/");
        }
        paths.addAll(otherPaths(cookie, prefix, request));
        return paths.stream().map(path -> line(cookie, prefix, path, "", 0)).toList();
    }

    /**
     * The paths, beside its own, that a cookie may have, if the request had several different values for its name. A
     * browser sent them all, so the path of each is a prefix of the requested path (RFC 6265, 5.1.4).
     */
    private static List<String> otherPaths(TokenCookie cookie, String prefix, HttpServerRequest request) {
        return prefix.equals(TokenCookie.HOST_PREFIX) || !isAmbiguous(cookie.nameWith(prefix), request)
                ? List.of()
                : prefixes(RequestPath.asSent(request))
                        .filter(path -> !path.equals(path(cookie, prefix)))
                        .toList();
    }

    /** {@code /}, {@code /a}, {@code /a/}, {@code /a/b}: all that match the path of a request. */
    private static Stream<String> prefixes(@Nullable String requested) {
        String path = requested == null || !PATH.matcher(requested).matches() ? REFRESH_PATH : requested;
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
        Optional<BearerToken> genuine = hasSeveral(TokenCookie.ACCESS, request)
                ? presented.accessToken(groups(TokenCookie.ACCESS, request, BearerToken::new))
                : Optional.empty();
        return genuine.map(BearerToken::reveal).or(() -> preferred(TokenCookie.ACCESS, request));
    }

    /** As {@link #accessToken}, for the refresh token. */
    public Optional<RefreshToken> refreshToken(HttpServerRequest request) {
        return refreshTokens(request).stream().findFirst();
    }

    /** The refresh token of the request, followed by the genuine tokens of other sessions. */
    public List<RefreshToken> refreshTokens(HttpServerRequest request) {
        List<RefreshToken> genuine = hasSeveral(TokenCookie.REFRESH, request)
                ? presented.refreshTokens(groups(TokenCookie.REFRESH, request, RefreshToken::new))
                : List.of();
        return genuine.isEmpty()
                ? preferred(TokenCookie.REFRESH, request).map(RefreshToken::new).stream()
                        .toList()
                : genuine;
    }

    /** Invalid values count too: they are no reason to reject the token next to them. */
    private static boolean hasSeveral(TokenCookie cookie, HttpServerRequest request) {
        return TokenCookie.PREFIXES.stream()
                        .flatMap(prefix -> values(cookie.nameWith(prefix), request).stream())
                        .distinct()
                        .count()
                > 1;
    }

    /** The current name first: with a prefix it is the hardest to plant. */
    private Stream<String> prefixesByTrust() {
        return Stream.concat(Stream.of(settings.prefix()), TokenCookie.PREFIXES.stream())
                .distinct();
    }

    /** The values that can be a token, grouped by name, up to {@link #MAX_EXAMINED}. */
    private <T> List<List<T>> groups(TokenCookie cookie, HttpServerRequest request, Function<String, T> make) {
        List<List<T>> groups = new ArrayList<>();
        int left = MAX_EXAMINED;
        for (String prefix : prefixesByTrust().toList()) {
            List<T> group = values(cookie.nameWith(prefix), request).stream()
                    .filter(value -> isPossible(cookie, value))
                    .limit(left)
                    .map(make)
                    .toList();
            left -= group.size();
            groups.add(group);
        }
        return groups;
    }

    private static boolean isPossible(TokenCookie cookie, String value) {
        return cookie.nameWith("").length() + value.length() <= SetCookieLine.LARGEST_PAIR
                && VALUE.matcher(value).matches();
    }

    /** The value of the first name for which there is a cookie, if it has only one. */
    private Optional<String> preferred(TokenCookie cookie, HttpServerRequest request) {
        return prefixesByTrust()
                .map(prefix -> values(cookie.nameWith(prefix), request))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .filter(values -> values.size() == 1)
                .map(values -> values.iterator().next())
                .filter(value -> isPossible(cookie, value));
    }

    private static Set<String> values(String name, HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> clearOthers(TokenCookie cookie, HttpServerRequest request) {
        return TokenCookie.PREFIXES.stream()
                .filter(prefix -> !prefix.equals(settings.prefix()))
                .filter(prefix -> !values(cookie.nameWith(prefix), request).isEmpty())
                .flatMap(prefix -> clear(cookie, prefix, request).stream())
                .toList();
    }

    private static String path(TokenCookie cookie, String prefix) {
        return cookie == TokenCookie.ACCESS || prefix.equals(TokenCookie.HOST_PREFIX) ? "/" : REFRESH_PATH;
    }

    private String line(TokenCookie cookie, String prefix, String path, String value, long maxAge) {
        CookieSameSite sameSite = cookie == TokenCookie.ACCESS ? settings.access() : settings.refresh();
        boolean secure = settings.secure() || !prefix.isEmpty();
        return cookie.nameWith(prefix) + "=" + value + "; Max-Age=" + maxAge + "; Path=" + path + "; HttpOnly"
                + (secure ? "; Secure" : "") + "; SameSite=" + sameSite;
    }
}
