package dev.portcullis.app.start;

import dev.portcullis.app.command.CommandLines;
import java.util.Map;

/**
 * What is different where the application runs for one command: it serves nobody, does nothing that it was not asked for
 * and leaves the database as it is. System properties, which win over what the service was set up with.
 */
final class CommandSettings {
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("quarkus.http.host-enabled", "false"),
            Map.entry("quarkus.http.domain-socket-enabled", "false"),
            Map.entry("quarkus.management.host-enabled", "false"),
            Map.entry("quarkus.management.domain-socket-enabled", "false"),
            Map.entry("quarkus.scheduler.enabled", "false"),
            Map.entry("quarkus.flyway.migrate-at-start", "false"),
            // A migration may take longer than what a caller waits for.
            Map.entry("quarkus.flyway.init-sql", "set statement_timeout = 0"),
            Map.entry("quarkus.banner.enabled", "false"),
            Map.entry("quarkus.log.console.stderr", "true"),
            Map.entry("portcullis.audit.log-events", "false"));

    /**
     * A migration takes as long as it needs, so no read has a timeout; to connect has one of its own. Keep-alive probes
     * find out that the host is gone.
     */
    private static final Map<String, String> MIGRATION = Map.of(
            "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "0",
            "quarkus.datasource.jdbc.additional-jdbc-properties.loginTimeout", "30");

    /** A command says itself what went wrong; unless whoever looks for a fault wants to see more. */
    private static final Map<String, String> USUALLY = Map.of("quarkus.log.level", "ERROR");

    private CommandSettings() {}

    /** Before Quarkus runs. */
    static void apply(String... arguments) {
        ALWAYS.forEach(System::setProperty);
        if (CommandLines.isMigration(arguments)) {
            MIGRATION.forEach(System::setProperty);
        }
        USUALLY.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }
}
