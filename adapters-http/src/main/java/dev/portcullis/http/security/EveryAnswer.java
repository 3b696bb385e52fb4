package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.session.CookieSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Gives each request its id, in its answer and in its log lines, and each answer its security headers. */
@Singleton
final class EveryAnswer {
    /** Under which log formats find the id: {@code %X{request_id}}. */
    static final String LOG_KEY = "request_id";

    /** One year, the least that counts (ASVS 5.0, 3.4.1). Other hosts of the domain are not ours to bind. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private static final String NO_CONTENT_OF_ITS_OWN = "default-src 'none'; frame-ancestors 'none'";

    private static final String PREPARED = EveryAnswer.class.getName();

    private final RequestIds requestIds;
    private final boolean secure;

    EveryAnswer(RequestIds requestIds, CookieSettings cookies) {
        this.requestIds = requestIds;
        this.secure = cookies.secure();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.EVERY_ANSWER);
    }

    private void handle(RoutingContext http) {
        prepare(http);
        http.next();
    }

    /** Once is enough; more often does no harm. */
    void prepare(RoutingContext http) {
        if (http.get(PREPARED) != null) {
            return;
        }
        http.put(PREPARED, true);
        String id = requestIds.of(http).value();
        MDC.put(LOG_KEY, id);
        http.response().putHeader(RequestIds.HEADER, id);
        boolean page = Paths.isPage(http.request().path());
        if (!page) {
            // RFC 9110, 12.5.1 leaves it to us: who accepts no JSON is still better served by it than by a 406.
            http.request().headers().remove(HttpHeaders.ACCEPT);
        }
        int unused = http.addHeadersEndHandler(done -> complete(http.response().headers(), page));
    }

    private void complete(MultiMap headers, boolean page) {
        putIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        putIfAbsent(headers, "Referrer-Policy", "no-referrer");
        if (secure) {
            putIfAbsent(headers, "Strict-Transport-Security", STRICT_TRANSPORT);
        }
        // Pages of the development mode have scripts and styles, and assets that may be cached.
        if (!page || isJson(headers.get(HttpHeaders.CONTENT_TYPE))) {
            putIfAbsent(headers, "Content-Security-Policy", NO_CONTENT_OF_ITS_OWN);
            putIfAbsent(headers, "Cache-Control", "no-store");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && (contentType.startsWith("application/json") || contentType.contains("+json"));
    }

    private static void putIfAbsent(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
