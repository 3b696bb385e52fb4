package dev.portcullis.app.health;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.rememberizer.Rememberizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness of the provider. The local provider is ready if it has a key to sign tokens with.
 *
 * <p>The state of the upstream is only reported: all replicas share it, and if they all became unready, callers would get
 * a load balancer's error page instead of a recorded problem response.
 */
@Readiness
@Singleton
final class ProviderCheck implements HealthCheck {
    private final PortcullisConfig config;
    private final Instance<SigningKeys> keys;
    private final Instance<Rememberizer> upstream;

    ProviderCheck(PortcullisConfig config, Instance<SigningKeys> keys, Instance<Rememberizer> upstream) {
        this.config = config;
        this.keys = keys;
        this.upstream = upstream;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Provider");
        return switch (config.provider()) {
            case LOCAL ->
                response.withData("kind", "local").status(keys.get().canSign()).build();
            case REMEMBERIZER ->
                response.withData("kind", "rememberizer")
                        .withData("upstream", upstream.get().isCircuitOpen() ? "circuit open" : "available")
                        .up()
                        .build();
        };
    }
}
