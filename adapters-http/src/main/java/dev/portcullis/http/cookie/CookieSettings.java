package dev.portcullis.http.cookie;

import java.util.Set;

/**
 * How cookies are set.
 *
 * @param secure whether browsers send them over TLS alone; off only where there is no TLS, in development and tests
 * @param prefix empty, {@code __Secure-} or {@code __Host-}: a promise in the name that browsers hold us to (RFC
 *     6265bis, 4.1.3)
 * @param access for the access token
 * @param refresh for the refresh token
 * @param setByAnother whether a provider elsewhere sets them, under names and paths of its own choice, so that all that
 *     is left to us is to clear them
 */
public record CookieSettings(boolean secure, String prefix, SameSite access, SameSite refresh, boolean setByAnother) {
    static final String SECURE_PREFIX = "__Secure-";
    static final String HOST_PREFIX = "__Host-";

    /** For cookies of our own. */
    public CookieSettings(boolean secure, String prefix, SameSite access, SameSite refresh) {
        this(secure, prefix, access, refresh, false);
    }

    public CookieSettings {
        if (setByAnother && !prefix.isEmpty()) {
            throw new IllegalArgumentException("who sets the cookies names them");
        }
        if (!Set.of("", SECURE_PREFIX, HOST_PREFIX).contains(prefix)) {
            throw new IllegalArgumentException("the prefix is empty, __Secure- or __Host-");
        }
        if (!secure && !prefix.isEmpty()) {
            throw new IllegalArgumentException("browsers refuse a cookie with a prefix that is not secure");
        }
        if (!secure && (access == SameSite.NONE || refresh == SameSite.NONE)) {
            throw new IllegalArgumentException("browsers refuse a cookie with SameSite=None that is not secure");
        }
    }
}
