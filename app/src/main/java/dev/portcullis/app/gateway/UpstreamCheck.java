package dev.portcullis.app.gateway;

import dev.portcullis.rememberizer.Rememberizer;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the state of the upstream, and is always ready: all replicas share the upstream, and if they all became unready,
 * callers would get a load balancer's error page instead of a recorded problem response.
 */
@Readiness
@Singleton
@LookupIfProperty(name = "portcullis.provider", stringValue = "rememberizer")
final class UpstreamCheck implements HealthCheck {
    private final Instance<Rememberizer> upstream;

    UpstreamCheck(Instance<Rememberizer> upstream) {
        this.upstream = upstream;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Provider")
                .withData("kind", "rememberizer")
                .withData("upstream", upstream.get().isCircuitOpen() ? "circuit open" : "available")
                .up()
                .build();
    }
}
