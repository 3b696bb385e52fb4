package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/** Gives each request its id, in its answer and in its log lines, and each answer its security headers. */
@Singleton
final class CommonHeadersFilter {
    /** Under which log formats find the id: {@code %X{request_id}}. */
    static final String LOG_KEY = "request_id";

    private static final String PREPARED = CommonHeadersFilter.class.getName();

    private final RequestIds requestIds;
    private final SecurityHeaders securityHeaders;

    CommonHeadersFilter(RequestIds requestIds, SecurityHeaders securityHeaders) {
        this.requestIds = requestIds;
        this.securityHeaders = securityHeaders;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.EVERY_ANSWER);
    }

    /** The management interface has a router of its own, to which filters do not apply. */
    void registerManagement(@Observes ManagementInterface management) {
        management.router().route().order(-FilterOrder.EVERY_ANSWER).handler(this::handle);
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
        boolean page = Paths.isPage(http);
        if (!page) {
            // RFC 9110, 12.5.1 leaves it to us: who accepts no JSON is still better served by it than by a 406.
            http.request().headers().remove(HttpHeaders.ACCEPT);
        }
        int unused = http.addHeadersEndHandler(
                done -> securityHeaders.complete(http.response().headers(), page));
    }
}
