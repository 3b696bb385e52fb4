package dev.portcullis.http.cookie;

import dev.portcullis.kernel.BearerToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a caller shows as proof of who it acts for: the header {@code Authorization}, and only where there is none
 * the cookie of the access token. A header that is no Bearer is not overlooked in favour of the cookie: who sends one
 * means something by it.
 */
@Singleton
public final class AccessTokenExtractor {
    private static final int LONGEST = 8 * 1024;

    /** RFC 6750, 2.1. The scheme is read in any case (RFC 9110, 11.1). */
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9\\-._~+/]+=*)");

    private final CookieFactory cookies;

    AccessTokenExtractor(CookieFactory cookies) {
        this.cookies = cookies;
    }

    /** Empty, and so proof of nothing, when there is none or none that can be one. */
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
