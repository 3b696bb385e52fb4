package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/** Adds the request id to each response and its log lines, and the security headers to each response. */
@Singleton
record CommonHeadersFilter(RequestIds requestIds, SecurityHeaders securityHeaders) {
    /** The MDC key of the request id, for log formats: {@code %X{request_id}}. */
    static final String LOG_KEY = "request_id";

    private static final String PREPARED = CommonHeadersFilter.class.getName();

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.COMMON_HEADERS);
    }

    /** The management interface has its own router, to which filters do not apply. */
    void registerManagement(@Observes ManagementInterface management) {
        management.router().route().order(-FilterOrder.COMMON_HEADERS).handler(this::handle);
    }

    private void handle(RoutingContext http) {
        prepare(http);
        http.next();
    }

    void prepare(RoutingContext http) {
        if (http.get(PREPARED) != null) {
            return;
        }
        http.put(PREPARED, true);
        String id = requestIds.of(http).value();
        MDC.put(LOG_KEY, id);
        http.response().putHeader(RequestIds.HEADER, id);
        boolean page = RequestPath.isPage(http);
        if (!page) {
            // RFC 9110, 12.5.1 allows to ignore it: a client that accepts no JSON still gets more from JSON than from a
            // 406.
            http.request().headers().remove(HttpHeaders.ACCEPT);
        }
        http.addHeadersEndHandler(
                done -> securityHeaders.complete(http.response().headers(), page));
    }
}
