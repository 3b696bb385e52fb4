package dev.portcullis.persistence.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * What a migration needs beside Quarkus' settings for it.
 *
 * <ul>
 *   <li>With a user or a URL of its own ({@code quarkus.flyway.username}) Flyway does not use the pool. It gets the
 *       properties of the pool's connections here: without them its connections have no timeouts. A property in the URL
 *       wins.
 *   <li>The {@linkplain RequiredSchema check} of the database before anything is changed.
 * </ul>
 */
@Singleton
public final class MigrationSettings implements FlywayConfigurationCustomizer {
    private final AgroalDataSource pool;

    MigrationSettings(AgroalDataSource pool) {
        this.pool = pool;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        FluentConfiguration customized = configuration
                .callbacks(Stream.concat(Stream.of(configuration.getCallbacks()), Stream.of(new RequiredSchema()))
                        .toArray(Callback[]::new))
                .jdbcProperties(properties());
        assert customized == configuration;
    }

    private Map<String, String> properties() {
        Properties properties = pool.getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcProperties();
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
