package dev.portcullis.http.caller;

import dev.portcullis.caller.CallerContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

@Singleton
public final class CallerContextFactory {
    private final TrustedProxies proxies;
    private final RequestIds requestIds;

    CallerContextFactory(TrustedProxies proxies, RequestIds requestIds) {
        this.proxies = proxies;
        this.requestIds = requestIds;
    }

    public CallerContext of(RoutingContext http) {
        HttpServerRequest request = http.request();
        String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
        return new CallerContext(
                proxies.clientOf(request),
                userAgent == null ? "" : userAgent,
                requestIds.of(http),
                Traces.of(request),
                Languages.of(request));
    }
}
