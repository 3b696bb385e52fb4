package dev.portcullis.http.cookie;

import dev.portcullis.caller.BearerToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the access token of a request: in the header {@code Authorization}, or without that header in the cookie. A header
 * with another scheme than Bearer is not ignored in favor of the cookie, since the client sent it on purpose.
 */
@Singleton
public final class AccessTokenExtractor {
    private static final int LONGEST = 8 * 1024;

    /** RFC 6750, 2.1. The scheme is case-insensitive (RFC 9110, 11.1). */
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9\\-._~+/]+=*)");

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
        Matcher matcher = BEARER.matcher(headers.get(0).strip());
        return matcher.matches() ? matcher.group(1) : "";
    }
}
