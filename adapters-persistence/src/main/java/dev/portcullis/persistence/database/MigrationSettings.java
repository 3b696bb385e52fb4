package dev.portcullis.persistence.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What a migration needs beside Quarkus' settings for it: the check of the database before anything is changed. */
@Singleton
public final class MigrationSettings implements FlywayConfigurationCustomizer {
    @Override
    public void customize(FluentConfiguration configuration) {
        FluentConfiguration customized = configuration
                .callbacks(Stream.concat(Stream.of(configuration.getCallbacks()), Stream.of(new RequiredSchema()))
                        .toArray(Callback[]::new));
        assert customized == configuration;
    }
}
