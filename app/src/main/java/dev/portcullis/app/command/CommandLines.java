package dev.portcullis.app.command;

import dev.portcullis.app.console.Arguments;
import dev.portcullis.app.console.Converters;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Parses the arguments of the process. This happens twice: first without the application, so that help and usage errors
 * appear immediately and need no settings; then by {@link CommandRunner} inside the application, with commands that CDI
 * has injected.
 */
public final class CommandLines {
    /** No exit code of a process. */
    private static final int VALID = -1;

    private CommandLines() {}

    /**
     * Prints help, the version or a usage error, if there is one, without the application.
     *
     * @return the exit code; empty if the arguments are a valid command, which {@link CommandRunner} can run
     */
    public static OptionalInt check(PrintWriter out, PrintWriter err, String... arguments) {
        Optional<String> undecodable =
                Arrays.stream(arguments).filter(Arguments::isUndecodable).findFirst();
        if (undecodable.isPresent()) {
            err.println("'" + undecodable.get() + "' is not readable: " + Arguments.advice());
            err.flush();
            return OptionalInt.of(ExitCode.USAGE);
        }
        int exitCode = create(CommandLine.defaultFactory())
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(CommandLines::check)
                .execute(arguments);
        out.flush();
        err.flush();
        return exitCode == VALID ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    private static int check(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine last = last(parsed);
        if (!last.getSubcommands().isEmpty()) {
            throw new ParameterException(
                    last, "Missing command after: " + last.getCommandSpec().qualifiedName());
        }
        return VALID;
    }

    /** Whether the arguments, which were checked, are the command {@code database migrate}. */
    public static boolean isMigration(String... arguments) {
        ParseResult parsed = create(CommandLine.defaultFactory()).parseArgs(arguments);
        return last(parsed).getCommandSpec().qualifiedName().equals("portcullis database migrate");
    }

    private static CommandLine last(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        return commands.get(commands.size() - 1);
    }

    /** @param factory creates the commands */
    static CommandLine create(CommandLine.IFactory factory) {
        CommandLine commandLine = new CommandLine(PortcullisCommand.class, factory)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        return Converters.register(commandLine);
    }
}
