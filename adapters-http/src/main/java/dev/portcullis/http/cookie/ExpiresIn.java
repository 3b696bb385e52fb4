package dev.portcullis.http.cookie;

import java.time.Duration;

/**
 * The response header with the seconds until the access token expires: scripts cannot read the cookie. Relative, so that
 * the clock of the client does not matter.
 */
public final class ExpiresIn {
    public static final String HEADER = "Access-Token-Expires-In";

    /** Describes the header in the OpenAPI document. */
    public static final String MEANING = "Seconds until the new access token expires.";

    private ExpiresIn() {}

    /** At least one: a cookie with zero would be cleared. */
    static long seconds(Duration lifetime) {
        return Math.max(1, lifetime.toSeconds());
    }
}
