package dev.portcullis.http.security;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The origins, beside the service's own, whose pages may read responses and send requests that change data. Immutable.
 *
 * @param allowedOrigins as browsers write them: {@code https://www.example.com}, with a port if it is not the default
 *     port of the scheme, and without a path
 * @param allowsLocalPages whether pages of {@code http://localhost} and {@code http://127.0.0.1} are allowed on every
 *     port; for development mode, where a front end runs on a port of its own
 */
public record CrossOriginSettings(Set<String> allowedOrigins, boolean allowsLocalPages) {
    /** The origins that {@code allowsLocalPages} allows, on ports up to five digits. */
    static final String LOCAL_ORIGIN = "http://(?:localhost|127\\.0\\.0\\.1)(?::[0-9]{1,5})?";

    private static final Pattern LOCAL = Pattern.compile(LOCAL_ORIGIN);

    public CrossOriginSettings {
        allowedOrigins =
                allowedOrigins.stream().map(CrossOriginSettings::normalized).collect(Collectors.toUnmodifiableSet());
    }

    private static String normalized(String origin) {
        if (!isOrigin(origin)) {
            throw new IllegalArgumentException("not an origin such as https://www.example.com: " + origin);
        }
        return origin.toLowerCase(Locale.ROOT);
    }

    /** Tells whether the text is an origin of http or https, as a setting may name it (RFC 6454, 6.2). */
    static boolean isOrigin(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    boolean allowsAny() {
        return allowsLocalPages || !allowedOrigins.isEmpty();
    }

    /** @param origin as the browser sent it; compared to the letter, and browsers send lower case */
    boolean allows(String origin) {
        return allowedOrigins.contains(origin)
                || (allowsLocalPages && LOCAL.matcher(origin).matches());
    }
}
