package dev.portcullis.app.start;

import dev.portcullis.app.command.CommandLines;
import java.util.Map;

/**
 * Settings that differ when the application runs a command: it opens no port, runs no jobs and does not migrate the
 * database. They are system properties, which override the settings of the service.
 */
final class CommandSettings {
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("quarkus.http.host-enabled", "false"),
            Map.entry("quarkus.http.domain-socket-enabled", "false"),
            Map.entry("quarkus.management.host-enabled", "false"),
            Map.entry("quarkus.management.domain-socket-enabled", "false"),
            Map.entry("quarkus.scheduler.enabled", "false"),
            Map.entry("quarkus.flyway.migrate-at-start", "false"),
            // A migration may take longer than the statements of a request.
            Map.entry("quarkus.flyway.init-sql", "set statement_timeout = 0"),
            Map.entry("quarkus.banner.enabled", "false"),
            Map.entry("quarkus.log.console.stderr", "true"),
            Map.entry("portcullis.audit.log-events", "false"),
            // A command sends no mail, and the folder may be mounted for the service only.
            Map.entry("portcullis.mail.templates", ""));

    /**
     * A migration may take any time, so reads have no timeout; connecting has one of its own. Keep-alive probes detect
     * that the host has vanished.
     */
    private static final Map<String, String> MIGRATION = Map.of(
            "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "0",
            "quarkus.datasource.jdbc.additional-jdbc-properties.loginTimeout", "30");

    private CommandSettings() {}

    /** Sets the system properties, before Quarkus starts. */
    static void apply(String... arguments) {
        ALWAYS.forEach(System::setProperty);
        if (CommandLines.isMigration(arguments)) {
            MIGRATION.forEach(System::setProperty);
        }
        // Commands print their errors themselves. A system property can set another level to find a fault.
        System.getProperties().putIfAbsent("quarkus.log.level", "ERROR");
    }
}
