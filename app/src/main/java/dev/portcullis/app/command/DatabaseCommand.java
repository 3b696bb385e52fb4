package dev.portcullis.app.command;

import picocli.CommandLine.Command;

/** {@code database}: manages the database. */
@Command(
        name = "database",
        synopsisSubcommandLabel = "COMMAND",
        description = "Manage the database.",
        subcommands = MigrateCommand.class)
final class DatabaseCommand {}
