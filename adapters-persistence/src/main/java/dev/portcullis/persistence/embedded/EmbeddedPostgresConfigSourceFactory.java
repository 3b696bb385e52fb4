package dev.portcullis.persistence.embedded;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Provides the embedded PostgreSQL as the datasource in development and tests, and only if no database is configured.
 * In every other case, including the build of the application, there is no config source, and the classes that use the
 * server are not loaded.
 */
public final class EmbeddedPostgresConfigSourceFactory implements ConfigSourceFactory {
    private final Supplier<LaunchMode> launchMode;
    private final Function<Purpose, String> server;

    public EmbeddedPostgresConfigSourceFactory() {
        this(LaunchMode::current, EmbeddedPostgres::jdbcUrl);
    }

    EmbeddedPostgresConfigSourceFactory(Supplier<LaunchMode> launchMode, Function<Purpose, String> server) {
        this.launchMode = launchMode;
        this.server = server;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return purpose()
                .filter(purpose -> !isConfigured(context))
                .map(purpose -> List.<ConfigSource>of(new EmbeddedPostgresConfigSource(() -> server.apply(purpose))))
                .orElseGet(List::of);
    }

    private Optional<Purpose> purpose() {
        LaunchMode mode = launchMode.get();
        if (mode == LaunchMode.DEVELOPMENT) {
            return Optional.of(Purpose.DEVELOPMENT);
        }
        return mode == LaunchMode.TEST ? Optional.of(Purpose.TEST) : Optional.empty();
    }

    private static boolean isConfigured(ConfigSourceContext context) {
        return context.getValue(EmbeddedPostgresConfigSource.URL_KEY).getValue() != null;
    }
}
