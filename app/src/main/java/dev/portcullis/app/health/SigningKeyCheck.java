package dev.portcullis.app.health;

import dev.portcullis.app.crypto.SigningKeys;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The local provider is ready if it has a key to sign tokens with. */
@Readiness
@Singleton
@LookupIfProperty(name = "portcullis.provider", stringValue = "local", lookupIfMissing = true)
final class SigningKeyCheck implements HealthCheck {
    private final Instance<SigningKeys> keys;

    SigningKeyCheck(Instance<SigningKeys> keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Provider")
                .withData("kind", "local")
                .status(keys.get().canSign())
                .build();
    }
}
