package dev.portcullis.app.command;

import dev.portcullis.app.console.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands. */
@Command(
        name = "portcullis",
        description = "Starts the service if no command is given.",
        subcommands = {AccountCommand.class, AuditCommand.class, DatabaseCommand.class, KeysCommand.class},
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure; the error is printed to standard error",
            "2:usage error",
            "3:tampering detected"
        },
        footer = {
            "",
            "Commands read the same settings as the service, and need its database and its encryption key.",
        })
final class PortcullisCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    boolean isHelpRequested;

    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    boolean isVersionRequested;
}
