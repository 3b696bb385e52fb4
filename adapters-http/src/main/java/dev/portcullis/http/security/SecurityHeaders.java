package dev.portcullis.http.security;

import dev.portcullis.http.cookie.CookieSettings;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The security headers of every response, unless its resource has set them. */
@Singleton
public final class SecurityHeaders {
    /** One year, the minimum of ASVS 5.0, 3.4.1. Without sub-domains, which may belong to other services. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private static final String NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

    private final boolean secure;

    SecurityHeaders(CookieSettings cookies) {
        this.secure = cookies.secure();
    }

    /**
     * Adds the headers that are missing.
     *
     * @param page whether the path is one of the pages for developers; false if the request could not be parsed
     */
    public void complete(MultiMap headers, boolean page) {
        putIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        putIfAbsent(headers, "Referrer-Policy", "no-referrer");
        if (secure) {
            putIfAbsent(headers, "Strict-Transport-Security", STRICT_TRANSPORT);
        }
        if (!(page && isPageContent(headers.get(HttpHeaders.CONTENT_TYPE)))) {
            putIfAbsent(headers, "Content-Security-Policy", NO_CONTENT);
            putIfAbsent(headers, "Cache-Control", "no-store");
        }
    }

    /** Pages of development mode have scripts, styles and cacheable assets. Production has no pages. */
    private static boolean isPageContent(@Nullable String contentType) {
        boolean json =
                contentType != null && (contentType.startsWith("application/json") || contentType.contains("+json"));
        return !json && LaunchMode.current().isDevOrTest();
    }

    private static void putIfAbsent(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
