package dev.portcullis.persistence.database;

import dev.portcullis.audit.retention.AuditRetention;
import io.agroal.api.AgroalDataSource;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
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
 *   <li>The retention of the audit log, which the database enforces from then on.
 * </ul>
 */
@Singleton
public final class MigrationSettings implements FlywayConfigurationCustomizer {
    /** As the scripts name it. Its value is an SQL expression, an interval or null. */
    private static final String AUDIT_RETENTION = "audit_retention";

    private final AgroalDataSource pool;
    private final Instance<AuditRetention> retention;

    /** @param retention the shortest if nothing says more */
    MigrationSettings(AgroalDataSource pool, Instance<AuditRetention> retention) {
        this.pool = pool;
        this.retention = retention;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        FluentConfiguration customized = configuration
                .callbacks(Stream.concat(Stream.of(configuration.getCallbacks()), Stream.of(new RequiredSchema()))
                        .toArray(Callback[]::new))
                .jdbcProperties(properties())
                .placeholders(placeholders(configuration.getPlaceholders()));
        assert customized == configuration;
    }

    private Map<String, String> placeholders(Map<String, String> others) {
        Map<String, String> placeholders = new HashMap<>(others);
        Duration time = retention.isResolvable() ? retention.get().time() : AuditRetention.SHORTEST;
        placeholders.put(
                AUDIT_RETENTION, time == null ? "null::interval" : "interval '" + time.toSeconds() + " seconds'");
        return placeholders;
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
