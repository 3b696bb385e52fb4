package dev.portcullis.http.caller;

import dev.portcullis.caller.CallerContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Creates the caller context of a request. */
@Singleton
public final class CallerContextFactory {
    private final ClientAddresses addresses;
    private final RequestIds requestIds;

    CallerContextFactory(ClientAddresses addresses, RequestIds requestIds) {
        this.addresses = addresses;
        this.requestIds = requestIds;
    }

    public CallerContext of(RoutingContext http) {
        HttpServerRequest request = http.request();
        String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
        return new CallerContext(
                addresses.of(request),
                userAgent == null ? "" : userAgent,
                requestIds.of(http),
                Traces.of(request),
                Languages.of(request));
    }
}
