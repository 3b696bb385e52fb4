package dev.portcullis.http.caller;

import dev.portcullis.http.passage.Carried;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.ClientAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Makes the domain's picture of who is calling. */
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
        ClientAddress address = addresses.of(request);
        return new CallerContext(
                address,
                userAgent == null ? "" : userAgent,
                requestIds.of(http),
                Traces.of(request),
                Languages.of(request),
                Carried.by(http, address));
    }
}
