package dev.portcullis.http.cookie;

import dev.portcullis.http.upstream.TokenCookie;
import io.vertx.core.http.CookieSameSite;

/**
 * Attributes of the cookies.
 *
 * @param secure whether browsers send them over TLS only; off only in development and tests, which have no TLS
 * @param prefix empty, {@code __Secure-} or {@code __Host-}: browsers enforce what the prefix promises (RFC 6265bis,
 *     4.1.3)
 * @param access of the access token
 * @param refresh of the refresh token
 * @param setByUpstream whether the upstream sets them, with names and paths of its own; this service only clears them
 */
public record CookieSettings(
        boolean secure, String prefix, CookieSameSite access, CookieSameSite refresh, boolean setByUpstream) {
    /** For cookies that this service sets. */
    public CookieSettings(boolean secure, String prefix, CookieSameSite access, CookieSameSite refresh) {
        this(secure, prefix, access, refresh, false);
    }

    public CookieSettings {
        if (setByUpstream && !prefix.isEmpty()) {
            throw new IllegalArgumentException("the upstream names its own cookies");
        }
        if (!TokenCookie.PREFIXES.contains(prefix)) {
            throw new IllegalArgumentException("the prefix must be empty, __Secure- or __Host-");
        }
        if (!secure && !prefix.isEmpty()) {
            throw new IllegalArgumentException("browsers reject a cookie with a prefix that is not secure");
        }
        if (!secure && (access == CookieSameSite.NONE || refresh == CookieSameSite.NONE)) {
            throw new IllegalArgumentException("browsers reject a cookie with SameSite=None that is not secure");
        }
    }
}
