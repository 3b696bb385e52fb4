package dev.portcullis.app.command;

import picocli.CommandLine.Command;

/** {@code audit}: reads and verifies the audit log. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = "Read and verify the audit log.",
        subcommands = {VerifyCommand.class, ExportCommand.class, TailCommand.class})
final class AuditCommand {}
