package dev.portcullis.app.command;

import jakarta.inject.Singleton;
import java.io.PrintStream;
import org.flywaydb.core.Flyway;

/** {@code database migrate}: what the service does at its start by default, alone and once for all replicas. */
@Singleton
final class MigrateCommand {
    private final Flyway flyway;
    private final Console console;

    MigrateCommand(Flyway flyway, Console console) {
        this.flyway = flyway;
        this.console = console;
    }

    ExitCode run(Request.MigrateDatabase request) {
        int applied = flyway.migrate().migrationsExecuted;
        PrintStream out = console.lines();
        out.println("The database is at version " + flyway.info().current().getVersion() + "; " + applied
                + " migrations were applied.");
        out.flush();
        return ExitCode.DONE;
    }
}
