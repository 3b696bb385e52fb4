package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.cookie.ExpiresIn;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * CORS: pages of the allowed origins may read responses, errors included, and send requests that a form cannot. Browsers
 * hide the responses from pages of other origins. {@link CsrfFilter} decides what such pages may change; a preflight
 * changes nothing and leaves no event. Only responses of the API have the headers: the pages of development mode show
 * mails with codes.
 */
@Singleton
final class CorsFilter {
    /** How long browsers cache a preflight: an origin that is removed from the list keeps its access for this long. */
    private static final Duration PREFLIGHT_CACHE = Duration.ofMinutes(10);

    private final CrossOriginSettings settings;
    private final CorsHandler cors;

    CorsFilter(CrossOriginSettings settings) {
        this.settings = settings;
        this.cors = CorsHandler.create()
                .addOrigins(List.copyOf(settings.allowedOrigins()))
                .addOriginsWithRegex(
                        settings.allowsLocalPages() ? List.of(CrossOriginSettings.LOCAL_ORIGIN) : List.of())
                .allowCredentials(true)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Authorization", "Content-Type", RequestIds.HEADER))
                .exposedHeaders(Set.of(ExpiresIn.HEADER, "Content-Disposition", "Retry-After", RequestIds.HEADER))
                .maxAgeSeconds((int) PREFLIGHT_CACHE.toSeconds());
    }

    void register(@Observes Filters filters) {
        // Without any origin the handler would allow all.
        if (settings.allowsAny()) {
            filters.register(this::handle, FilterOrder.CROSS_ORIGIN);
        }
    }

    void handle(RoutingContext http) {
        http.addHeadersEndHandler(done -> varyByOrigin(http.response().headers()));
        String origin = http.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && settings.allows(origin) && RequestPath.isApi(http)) {
            cors.handle(http);
        } else {
            http.next();
        }
    }

    /** At the very end: resources replace earlier values of the header. */
    private static void varyByOrigin(MultiMap headers) {
        if (headers.getAll(HttpHeaders.VARY).stream()
                .noneMatch(names -> names.toLowerCase(Locale.ROOT).contains("origin"))) {
            headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }
}
