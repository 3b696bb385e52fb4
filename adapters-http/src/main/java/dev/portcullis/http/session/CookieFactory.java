package dev.portcullis.http.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes, clears and reads our cookies. No other class knows their names or attributes: a browser drops a cookie only
 * for one with the same name and path, so whoever clears must know what whoever sets knew.
 *
 * <p>After the prefix was changed browsers still hold cookies with the old name. They are read where there is none with
 * the new name, and dropped with the first answer that sets or clears.
 */
@Singleton
public final class CookieFactory {
    /** Browsers keep no cookie whose name and value have more bytes together (RFC 6265bis, 5.7). */
    private static final int LARGEST = 4096;

    /** What RFC 6265, 4.1.1 lets stand in a value. */
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

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

    CookieFactory(CookieSettings settings) {
        this.settings = settings;
    }

    /** The {@code Set-Cookie} lines that hand a pair of tokens to a browser. */
    public List<String> issue(SessionTokens tokens, HttpServerRequest request) {
        List<String> lines = new ArrayList<>(issue(tokens.access(), request));
        lines.add(line(
                Kind.REFRESH,
                settings.prefix(),
                checked(tokens.refresh().reveal()),
                atLeastOneSecond(tokens.refreshLifetime())));
        lines.addAll(clearOthers(Kind.REFRESH, request));
        return lines;
    }

    /** The lines that hand over an access token and leave the refresh token as it is. */
    public List<String> issue(AccessToken token, HttpServerRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(line(Kind.ACCESS, settings.prefix(), checked(token.reveal()), atLeastOneSecond(token.lifetime())));
        lines.addAll(clearOthers(Kind.ACCESS, request));
        return lines;
    }

    /** The lines that make a browser forget both. */
    public List<String> clear(HttpServerRequest request) {
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.addAll(clear(kind, settings.prefix()));
            lines.addAll(clearOthers(kind, request));
        }
        return lines;
    }

    /** The lines that make a browser forget what the lines of another do not set or clear themselves. */
    List<String> clearAllBut(List<String> othersLines, HttpServerRequest request) {
        return clear(request).stream()
                .filter(line ->
                        othersLines.stream().noneMatch(other -> nameIn(other).equals(nameIn(line))))
                .toList();
    }

    private static String nameIn(String line) {
        return line.substring(0, Math.max(0, line.indexOf('='))).strip();
    }

    /** Under which path another set a cookie is not known, so it is cleared under each that is likely. */
    private List<String> clear(Kind kind, String prefix) {
        String line = line(kind, prefix, "", 0);
        String wherever = line.replace("; Path=" + kind.path + ";", "; Path=/;");
        return settings.setByAnother() && !wherever.equals(line) ? List.of(line, wherever) : List.of(line);
    }

    /** Empty also when what was sent cannot be an access token. */
    Optional<String> accessToken(HttpServerRequest request) {
        return read(Kind.ACCESS, request);
    }

    /**
     * Empty also when what was sent cannot be the refresh token: nothing, more than a browser keeps, or two different
     * ones, of which one may be planted.
     */
    Optional<RefreshToken> refreshToken(HttpServerRequest request) {
        return read(Kind.REFRESH, request).map(RefreshToken::new);
    }

    private Optional<String> read(Kind kind, HttpServerRequest request) {
        return Stream.concat(Stream.of(settings.prefix()), PREFIXES.stream())
                .map(prefix -> values(prefix + kind.name, request))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .filter(values -> values.size() == 1)
                .map(values -> values.iterator().next())
                .filter(value -> kind.name.length() + value.length() <= LARGEST)
                .filter(value -> VALUE.matcher(value).matches());
    }

    private static Set<String> values(String name, HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .collect(Collectors.toSet());
    }

    private List<String> clearOthers(Kind kind, HttpServerRequest request) {
        return PREFIXES.stream()
                .filter(prefix -> !prefix.equals(settings.prefix()))
                .filter(prefix -> !values(prefix + kind.name, request).isEmpty())
                .flatMap(prefix -> clear(kind, prefix).stream())
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
            throw new IllegalStateException("a token that does not fit into a cookie");
        }
        return token;
    }

    /** Zero would clear it. */
    private static long atLeastOneSecond(Duration lifetime) {
        return Math.max(1, lifetime.toSeconds());
    }
}
