package dev.portcullis.app.command;

import dev.portcullis.app.seal.VerifyCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands. */
@Command(
        name = "portcullis",
        description = "Starts the service if no command is given.",
        subcommands = {AccountCommand.class, PortcullisCommand.Audit.class, DatabaseCommand.class, KeysCommand.class},
        versionProvider = PortcullisCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure; the error is printed to standard error",
            "2:usage error",
            "3:tampering detected",
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

    /** {@code audit}: commands for the audit log. */
    @Command(
            name = "audit",
            synopsisSubcommandLabel = "COMMAND",
            description = "Commands for the audit log.",
            subcommands = {VerifyCommand.class, ExportCommand.class, TailCommand.class})
    static final class Audit {}

    /** The version of this build, which Maven writes into a resource. */
    static final class Version implements IVersionProvider {
        private static final String RESOURCE = "/portcullis-version.txt";

        @Override
        public String[] getVersion() throws IOException {
            try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
                if (resource == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from the package");
                }
                String version = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
                return new String[] {"portcullis " + version};
            }
        }
    }
}
