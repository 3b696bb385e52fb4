package dev.portcullis.http.upstream;

import dev.portcullis.http.caller.TrustedProxies;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the upstream's response in the routing context of the request until the resource has written its own. */
@Singleton
public final class CurrentExchange implements UpstreamExchange {
    private static final String RESPONSE = UpstreamResponse.class.getName();

    private final CurrentVertxRequest current;
    private final TrustedProxies proxies;

    CurrentExchange(CurrentVertxRequest current, TrustedProxies proxies) {
        this.current = current;
        this.proxies = proxies;
    }

    @Override
    public Optional<UpstreamRequest> request() {
        return routing().map(http -> UpstreamRequest.by(http, proxies.clientOf(http.request())));
    }

    @Override
    public void relay(UpstreamResponse response) {
        routing().filter(http -> responseOf(http) == null).ifPresent(http -> http.put(RESPONSE, response));
    }

    private Optional<RoutingContext> routing() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(current.getCurrent())
                : Optional.empty();
    }

    /** Null if the upstream has not responded: it was not called, or there is none. */
    public static @Nullable UpstreamResponse responseOf(RoutingContext http) {
        return http.get(RESPONSE);
    }
}
