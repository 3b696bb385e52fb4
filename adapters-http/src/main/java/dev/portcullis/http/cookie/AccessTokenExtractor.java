package dev.portcullis.http.cookie;

import dev.portcullis.caller.BearerToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Finds the access token of a request: in the header {@code Authorization}, or without that header in the cookie. A header
 * with another scheme than Bearer is not ignored in favor of the cookie, since the client sent it on purpose.
 */
@Singleton
public final class AccessTokenExtractor {
    private static final int LONGEST = 8 * 1024;

    private static final String SCHEME = "Bearer ";

    private final CookieFactory cookies;

    AccessTokenExtractor(CookieFactory cookies) {
        this.cookies = cookies;
    }

    /** The token; empty, and so never valid, if there is none or it is malformed. */
    public BearerToken of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        String token = headers.isEmpty() ? cookies.accessToken(request).orElse("") : bearer(headers);
        return new BearerToken(token);
    }

    private static String bearer(List<String> headers) {
        if (headers.size() > 1 || headers.get(0).length() > LONGEST) {
            return "";
        }
        String header = headers.get(0).strip();
        // The scheme is case-insensitive, and one or more spaces follow it (RFC 9110, 11.1 and 11.4).
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "";
        }
        int start = SCHEME.length();
        while (header.charAt(start) == ' ') {
            start++;
        }
        String token = header.substring(start);
        return isWellFormed(token) ? token : "";
    }

    /** RFC 6750, 2.1. A regular expression took an eighth of the time of a request that only shows an account. */
    private static boolean isWellFormed(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        int i = 0;
        while (i < end && isTokenCharacter(token.charAt(i))) {
            i++;
        }
        return end > 0 && i == end;
    }

    private static boolean isTokenCharacter(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || "-._~+/".indexOf(c) >= 0;
    }
}
