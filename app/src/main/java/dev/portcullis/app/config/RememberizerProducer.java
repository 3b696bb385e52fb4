package dev.portcullis.app.config;

import static dev.portcullis.app.config.AdapterProducer.LONGEST_WAIT;
import static dev.portcullis.app.config.AdapterProducer.SHORTEST_WAIT;
import static dev.portcullis.app.config.Checks.between;
import static dev.portcullis.app.config.Checks.checked;

import dev.portcullis.rememberizer.RememberizerSettings;
import io.quarkus.runtime.Startup;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;

/** Turns the settings of the gateway into those of the upstream client, at startup, like {@link PolicyProducer}. */
@Dependent
final class RememberizerProducer {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);
    private static final int MOST_CALLS = 10_000;

    private final PortcullisConfig config;

    RememberizerProducer(PortcullisConfig config) {
        this.config = config;
    }

    @Startup
    @Singleton
    RememberizerSettings rememberizerSettings() {
        RememberizerConfig api = config.rememberizer();
        String key = "portcullis.rememberizer.";
        return checked(
                key + "url",
                "must be the URL of the API, such as https://api.example.com/api/v1",
                () -> new RememberizerSettings(
                        api.url(),
                        RememberizerSettings.limits(
                                between(
                                        key + "connect-timeout",
                                        api.connectTimeout(),
                                        Duration.ofMillis(10),
                                        LONGEST_CALL),
                                between(key + "timeout", api.timeout(), SHORTEST_WAIT, LONGEST_CALL),
                                between(key + "concurrency", api.concurrency(), 1, MOST_CALLS),
                                between(key + "breaker.calls", api.breaker().calls(), 2, 1_000),
                                between(key + "breaker.delay", api.breaker().delay(), SHORTEST_WAIT, LONGEST_WAIT)),
                        between(key + "pool-size", api.poolSize().orElse(api.concurrency()), 1, MOST_CALLS),
                        api.keepAlive(),
                        api.proxy().map(address -> proxy(address, api)).orElse(null),
                        api.extraHeader().map(RememberizerProducer::extraHeader).orElse(null),
                        api.forwardAddress()));
    }

    private static ProxyOptions proxy(URI address, RememberizerConfig api) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 1) {
            throw new InvalidSetting(
                    "portcullis.rememberizer.proxy",
                    "must be an HTTP proxy with a port, such as http://proxy.example.com:3128");
        }
        return new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setUsername(api.proxyUser().orElse(null))
                .setPassword(api.proxyPassword().orElse(null));
    }

    private static RememberizerSettings.ExtraHeader extraHeader(String line) {
        return checked(
                "portcullis.rememberizer.extra-header",
                "must be an ASCII header field such as X-Api-Key: 1234",
                () -> RememberizerSettings.ExtraHeader.parse(line));
    }
}
