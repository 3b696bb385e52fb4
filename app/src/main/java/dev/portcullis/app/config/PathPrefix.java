package dev.portcullis.app.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

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
        for (String key : KEYS) {
            boolean isSet = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                    .map(source -> source.getValue(key))
                    .anyMatch(path ->
                            path != null && !path.isBlank() && !path.strip().equals("/"));
            if (isSet) {
                throw new InvalidSetting(
                        key, "must be /; to serve under a path prefix, let the proxy remove the prefix");
            }
        }
    }
}
