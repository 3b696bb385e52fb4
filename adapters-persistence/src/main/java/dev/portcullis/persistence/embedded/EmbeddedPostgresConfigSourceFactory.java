package dev.portcullis.persistence.embedded;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.util.List;
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
    private final Function<LaunchMode, String> server;

    public EmbeddedPostgresConfigSourceFactory() {
        this(LaunchMode::current, EmbeddedPostgres::jdbcUrl);
    }

    EmbeddedPostgresConfigSourceFactory(Supplier<LaunchMode> launchMode, Function<LaunchMode, String> server) {
        this.launchMode = launchMode;
        this.server = server;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        LaunchMode mode = launchMode.get();
        boolean needsDatabase = (mode == LaunchMode.DEVELOPMENT || mode == LaunchMode.TEST)
                && context.getValue(EmbeddedPostgresConfigSource.URL_KEY).getValue() == null;
        return needsDatabase ? List.of(new EmbeddedPostgresConfigSource(() -> server.apply(mode))) : List.of();
    }
}
