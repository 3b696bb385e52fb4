package dev.portcullis.app.command;

import dev.portcullis.app.console.Console;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;

/** {@code database}: manages the database. */
@Command(name = "database", synopsisSubcommandLabel = "COMMAND", description = "Manage the database.")
final class DatabaseCommand {
    @Inject
    Flyway flyway;

    @Inject
    Console console;

    @Command(
            name = "migrate",
            description =
                    "Migrate the database to the schema of this version. Needed if the service does not migrate at"
                            + " startup (quarkus.flyway.migrate-at-start=false).")
    int migrate() {
        int applied = flyway.migrate().migrationsExecuted;
        return console.print("The database is at version "
                + flyway.info().current().getVersion() + "; " + applied + " migrations were applied.");
    }
}
