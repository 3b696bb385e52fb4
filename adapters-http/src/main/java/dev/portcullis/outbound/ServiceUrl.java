package dev.portcullis.outbound;

import java.net.URI;
import java.util.Locale;

/** Checks the URL of another service, as an operator sets it. */
public final class ServiceUrl {
    private ServiceUrl() {}

    /**
     * A complete URL: {@code http} or {@code https}, with a host, and without user info or a fragment.
     *
     * @return with its scheme in lower case: the HTTP client sends requests to {@code HTTPS://} unencrypted
     * @throws IllegalArgumentException if it is any other URL
     */
    public static URI complete(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean isHttp = scheme.equals("https") || scheme.equals("http");
        if (!isHttp || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("not the address of a service");
        }
        return URI.create(scheme + url.toString().substring(scheme.length()));
    }

    /** As {@link #complete}, without a query, because paths are appended. */
    public static URI base(URI url) {
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException("not the address of a service");
        }
        return complete(url);
    }
}
