package dev.portcullis.app.command;

import dev.portcullis.app.console.Console;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;

/** {@code database migrate}: migrates the database once for all replicas, as the service does by default at startup. */
@Command(
        name = "migrate",
        description = "Migrate the database to the schema of this version. Needed if the service does not migrate at"
                + " startup (quarkus.flyway.migrate-at-start=false).")
final class MigrateCommand implements Callable<Integer> {
    @Inject
    Flyway flyway;

    @Inject
    Console console;

    @Override
    public Integer call() {
        int applied = flyway.migrate().migrationsExecuted;
        return console.print("The database is at version "
                + flyway.info().current().getVersion() + "; " + applied + " migrations were applied.");
    }
}
