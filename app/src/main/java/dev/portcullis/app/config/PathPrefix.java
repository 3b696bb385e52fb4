package dev.portcullis.app.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Stops a start with routes under a prefix. The service knows its own paths, in cookies, in problems and in the checks of
 * requests, and under a prefix they would not match: browsers would not send the refresh token, and requests that are
 * refused would leave no event. A proxy can put the service under a prefix instead; docs/configuration.md shows how.
 */
@Singleton
final class PathPrefix {
    /** Both are fixed when the application is built; what is set later has no effect, and is refused all the same. */
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
