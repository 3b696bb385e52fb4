package dev.portcullis.app.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Refuses to start with routes under a path prefix. Cookies, problems and early checks of requests contain the
 * service's own paths, which would not match: browsers would not send the refresh token, and rejected requests would
 * leave no event. A proxy can add a prefix instead; see docs/configuration.md.
 */
@Singleton
final class PathPrefix {
    /** Quarkus reads both at build time and ignores later values; those are refused as well. */
    private static final List<String> KEYS = List.of("quarkus.http.root-path", "quarkus.rest.path");

    private final Config config;

    PathPrefix(Config config) {
        this.config = config;
    }

    void refuse(@Observes StartupEvent start) {
        for (ConfigSource source : config.getConfigSources()) {
            for (String key : KEYS) {
                String path = source.getValue(key);
                if (path != null && !path.isBlank() && !path.strip().equals("/")) {
                    throw new InvalidSetting(
                            key, "must be /; to serve under a path prefix, let the proxy remove the prefix");
                }
            }
        }
    }
}
