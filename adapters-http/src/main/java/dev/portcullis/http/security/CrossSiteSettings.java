package dev.portcullis.http.security;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose pages may make requests that change something, beside our own.
 *
 * @param allowedOrigins as browsers write them: {@code https://www.example.com}, with a port where it is not the usual
 *     one and no path
 */
public record CrossSiteSettings(Set<String> allowedOrigins) {
    public CrossSiteSettings {
        allowedOrigins =
                allowedOrigins.stream().map(CrossSiteSettings::normalised).collect(Collectors.toUnmodifiableSet());
    }

    private static String normalised(String origin) {
        URI uri = URI.create(origin);
        boolean isOrigin = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isOrigin) {
            throw new IllegalArgumentException("not an origin such as https://www.example.com: " + origin);
        }
        return origin.toLowerCase(Locale.ROOT);
    }
}
