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
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Settings of a migration that Quarkus does not have.
 *
 * <ul>
 *   <li>With its own user or URL ({@code quarkus.flyway.username}), Flyway does not use the pool. Its connections get the
 *       properties of the pool's connections, because they would have no timeouts. Properties in the URL take precedence.
 *   <li>The {@linkplain RequiredSchema check} of the database before any change.
 *   <li>The retention of the audit log, which the database enforces.
 *   <li>A lock of the session instead of a transaction, for which {@code create index concurrently} would wait forever.
 * </ul>
 */
@Singleton
public final class MigrationSettings implements FlywayConfigurationCustomizer {
    /** As the scripts name it. Its value is an SQL expression, an interval or null. */
    private static final String AUDIT_RETENTION = "audit_retention";

    private final AgroalDataSource pool;
    private final Instance<AuditRetention> retention;

    /** @param retention the shortest if not configured */
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
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
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
