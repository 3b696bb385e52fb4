package dev.portcullis.app.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of the gateway, under {@code portcullis.rememberizer.*}. */
public interface RememberizerConfig {
    @WithDefault("https://api.rememberizer.ai/api/v1")
    URI url();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("10s")
    Duration timeout();

    @WithDefault("64")
    int concurrency();

    OptionalInt poolSize();

    @WithDefault("false")
    boolean keepAlive();

    Breaker breaker();

    Optional<String> tlsConfigurationName();

    Optional<URI> proxy();

    Optional<String> proxyUser();

    Optional<String> proxyPassword();

    Optional<String> extraHeader();

    @WithDefault("false")
    boolean forwardAddress();

    interface Breaker {
        @WithDefault("20")
        int calls();

        @WithDefault("5s")
        Duration delay();
    }
}
