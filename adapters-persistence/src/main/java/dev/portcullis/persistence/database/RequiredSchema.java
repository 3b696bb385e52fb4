package dev.portcullis.persistence.database;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Rejects a database before Flyway changes it: if its {@linkplain RequiredEncoding encoding} is not UTF8, or if the
 * schema contains foreign objects. Flyway rejects the latter as well, but its message names its API; this one names the
 * settings.
 */
final class RequiredSchema implements Callback {
    /** Whether the schema has tables, types or functions, except those of extensions; the same query as in Flyway. */
    private static final String IS_FOREIGN = """
            select not exists (
                    select from pg_class where relnamespace = schema.oid and relname = ?)
                and exists (
                    select from pg_class object
                    where relnamespace = schema.oid and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                      and not exists (select from pg_depend where objid = object.oid and deptype = 'e')
                    union all
                    select from pg_type object
                    where typnamespace = schema.oid and typcategory not in ('A', 'C')
                      and not exists (select from pg_depend where objid = object.oid and deptype = 'e')
                    union all
                    select from pg_proc object
                    where pronamespace = schema.oid
                      and not exists (select from pg_depend where objid = object.oid and deptype = 'e')),
                nspname
            from pg_namespace schema
            where nspname = coalesce(?, current_schema())""";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_CONNECT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    /** @throws ConfigurationException for a database that cannot be used; its message is for the operator */
    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            RequiredEncoding.require(connection);
            if (!context.getConfiguration().isBaselineOnMigrate()) {
                requireOwnSchema(connection, context.getConfiguration());
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("Cannot read the schema of the database", failed);
        }
    }

    private static void requireOwnSchema(Connection connection, Configuration configuration) throws SQLException {
        String[] schemas = configuration.getSchemas();
        String first = schemas.length > 0 ? schemas[0] : null;
        String configured = configuration.getDefaultSchema() == null ? first : configuration.getDefaultSchema();
        try (PreparedStatement query = connection.prepareStatement(IS_FOREIGN)) {
            query.setString(1, configuration.getTable());
            query.setString(2, configured);
            try (ResultSet schema = query.executeQuery()) {
                if (schema.next() && schema.getBoolean(1)) {
                    throw new ConfigurationException(refusal(schema.getString(2), connection.getCatalog()));
                }
            }
        }
    }

    private static String refusal(String schema, String database) {
        return "The schema \"" + schema + "\" of the database \"" + database + "\" is not empty and was not made by"
                + " Portcullis, so it is left as it is. Set quarkus.datasource.jdbc.url to a database of its own, or add"
                + " \"currentSchema=\" and the name of an empty schema to the URL. To share this schema nevertheless, set"
                + " quarkus.flyway.baseline-on-migrate=true and quarkus.flyway.baseline-version=0.";
    }

    @Override
    public String getCallbackName() {
        return "required schema";
    }
}
