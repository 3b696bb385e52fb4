package dev.portcullis.client;

import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The cookies of one service, in memory. A {@code java.net.CookieManager} would send none that is {@code Secure} to {@code
 * http://localhost}, and would put values in quotes (RFC 2965). Thread-safe.
 */
final class Cookies {
    private final boolean sendsSecure;
    private final List<HttpCookie> cookies = new ArrayList<>();

    /** @param sendsSecure whether cookies that are {@code Secure} can be sent to the service */
    Cookies(boolean sendsSecure) {
        this.sendsSecure = sendsSecure;
    }

    /**
     * Stores what a response sets (RFC 6265, 5.3), but for {@code Domain}: the service is one host.
     *
     * @param lines the headers {@code Set-Cookie}
     * @throws IllegalStateException if a cookie could never be sent
     */
    synchronized void store(URI request, List<String> lines) {
        for (String line : lines) {
            parse(line).forEach(cookie -> store(request, cookie));
        }
    }

    private static List<HttpCookie> parse(String line) {
        try {
            return HttpCookie.parse(line);
        } catch (IllegalArgumentException notACookie) {
            return List.of();
        }
    }

    private void store(URI request, HttpCookie cookie) {
        if (cookie.getPath() == null || !cookie.getPath().startsWith("/")) {
            cookie.setPath(
                    request.getPath().substring(0, Math.max(1, request.getPath().lastIndexOf('/'))));
        }
        cookies.removeIf(other ->
                other.getName().equals(cookie.getName()) && other.getPath().equals(cookie.getPath()));
        if (cookie.hasExpired()) {
            return;
        }
        if (cookie.getSecure() && !sendsSecure) {
            throw new IllegalStateException(
                    "The cookie " + cookie.getName() + " is Secure, so it cannot be sent to http://" + request.getHost()
                            + ". Use https, or sendSecureCookiesOverHttp() in a network that you trust.");
        }
        cookies.add(cookie);
    }

    /** The header {@code Cookie} of a request; empty if there are no cookies for its path. */
    synchronized String header(URI request) {
        return cookies.stream()
                .filter(cookie -> !cookie.hasExpired() && matches(request.getPath(), cookie.getPath()))
                .sorted(Comparator.comparing(cookie -> -cookie.getPath().length()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static boolean matches(String path, String cookiePath) {
        return path.equals(cookiePath) || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
    }

    synchronized void clear() {
        cookies.clear();
    }
}
