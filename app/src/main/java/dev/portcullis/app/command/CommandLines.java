package dev.portcullis.app.command;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.http.audit.ExportFormat;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the arguments that the service was started with. Needs nothing of the application, so it is done first. */
public final class CommandLines {
    private static final String NAME = "portcullis";
    private static final Set<String> OUTCOMES = Set.of("success", "refused", "failed", "unknown");
    private static final int MOST_EVENTS = 10_000;
    private static final int SHOWN_EVENTS = 20;

    private CommandLines() {}

    /**
     * Answers what needs no application: a question for help or the version, and what makes no command.
     *
     * @return how the process should end; empty when the arguments make a command, which {@link CommandRunner} takes
     */
    public static Optional<ExitCode> answer(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine syntax = syntax().setOut(out).setErr(err);
        try {
            Optional<String> undecodable =
                    Arrays.stream(arguments).filter(Arguments::isUndecodable).findFirst();
            if (undecodable.isPresent()) {
                err.println("'" + undecodable.get() + "' is not readable: " + Arguments.advice());
                return Optional.of(ExitCode.USAGE);
            }
            ParseResult given = syntax.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(given)) {
                return Optional.of(ExitCode.DONE);
            }
            Request unused = request(given, arguments);
            return Optional.empty();
        } catch (ParameterException wrong) {
            explain(wrong, err);
            return Optional.of(ExitCode.USAGE);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /**
     * What is asked for.
     *
     * @throws ParameterException when the arguments make no command
     */
    static Request read(String... arguments) {
        return request(syntax().parseArgs(arguments), arguments);
    }

    /**
     * Whether the arguments ask for {@code database migrate}.
     *
     * @throws ParameterException when the arguments make no command
     */
    public static boolean isMigration(String... arguments) {
        return read(arguments) instanceof Request.MigrateDatabase;
    }

    private static void explain(ParameterException wrong, PrintWriter err) {
        err.println(wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            wrong.getCommandLine().usage(err);
        }
    }

    private static CommandLine syntax() {
        CommandSpec audit = command("audit", "Read and check the audit log.")
                .addSubcommand("verify", verify())
                .addSubcommand("export", export())
                .addSubcommand("tail", tail());
        CommandSpec account = command("account", "Manage accounts.").addSubcommand("groups", groups());
        for (Change change : Change.values()) {
            account.addSubcommand(ManageCommand.name(change), manage(change));
        }
        CommandSpec database = command("database", "Manage the database.").addSubcommand("migrate", migrate());
        CommandSpec root = command(NAME, "Without a command, the service starts.")
                .addSubcommand("audit", audit)
                .addSubcommand("account", account)
                .addSubcommand("database", database)
                .addSubcommand("keys", keys())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build())
                .version(NAME + ' ' + Version.get());
        root.usageMessage()
                .footer(
                        "",
                        "The commands need the database and the encryption key of the service, set in the same way.",
                        "They end with 0 when done, 1 when that failed, 2 when the arguments make no command, and",
                        "3 when the audit log was tampered with.");
        return new CommandLine(root).setExpandAtFiles(false).setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec command = CommandSpec.create()
                .name(name)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this.")
                        .build());
        command.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(false);
        return command;
    }

    private static CommandSpec verify() {
        return command("verify", "Hold the log against its seals and tell the first event that is not as it was.")
                .addOption(OptionSpec.builder("--anchor")
                        .type(SealReference.class)
                        .converters(text -> value("a seal as this command prints it", SealReference::parse, text))
                        .paramLabel("NUMBER:HASH")
                        .description("A seal that was noted elsewhere and has to be there.")
                        .build());
    }

    private static CommandSpec export() {
        CommandSpec export = command("export", "Copy the log, the oldest event first. The log keeps who did.")
                .addOption(OptionSpec.builder("--format")
                        .type(ExportFormat.class)
                        .converters(text -> value(
                                "jsonl or csv", name -> ExportFormat.valueOf(name.toUpperCase(Locale.ROOT)), text))
                        .paramLabel("jsonl|csv")
                        .description("A JSON object a line, or RFC 4180 with a header. jsonl, unless set.")
                        .build())
                .addOption(OptionSpec.builder("--output")
                        .type(Path.class)
                        .converters(CommandLines::file)
                        .paramLabel("FILE")
                        .description("Where to write; there once it is whole. The standard output, unless set.")
                        .build())
                .addOption(time("--from", "Events of this time and later."))
                .addOption(time("--until", "Events before this time."));
        return withFilters(export);
    }

    private static CommandSpec tail() {
        CommandSpec tail = command("tail", "Show the newest events. The log keeps who looked.")
                .addOption(OptionSpec.builder("-n", "--number")
                        .type(Integer.class)
                        .converters(CommandLines::count)
                        .paramLabel("COUNT")
                        .description("How many, 0 to " + MOST_EVENTS + ". " + SHOWN_EVENTS + ", unless set.")
                        .build())
                .addOption(OptionSpec.builder("-f", "--follow")
                        .type(Boolean.class)
                        .arity("0")
                        .description("Go on with those that come.")
                        .build());
        return withFilters(tail);
    }

    private static CommandSpec groups() {
        return command("groups", "Show the groups of an account, or change them. The log keeps what was changed.")
                .addPositional(email("Whose; verified, if the groups are to be changed."))
                .addOption(groupNames("--add", "Put the account into this group. May be repeated."))
                .addOption(groupNames("--remove", "Take the account out of this group. May be repeated."));
    }

    private static CommandSpec manage(Change change) {
        String description = switch (change) {
            case DISABLE -> "End all sessions of an account, and let it sign in no more. The log keeps it.";
            case ENABLE -> "Let a disabled account sign in again. The log keeps it.";
            case SIGN_OUT -> "End all sessions of an account. The log keeps it.";
        };
        return command(ManageCommand.name(change), description).addPositional(email("Whose."));
    }

    private static PositionalParamSpec email(String description) {
        return PositionalParamSpec.builder()
                .type(EmailAddress.class)
                .converters(text -> value("an e-mail address", EmailAddress::new, text))
                .required(true)
                .arity("1")
                .paramLabel("EMAIL")
                .description(description)
                .build();
    }

    private static CommandSpec keys() {
        return command("keys", "Manage the keys that sign tokens. The log keeps what was changed.")
                .addSubcommand("list", command("list", "Show the keys, what each is for, and until when."))
                .addSubcommand(
                        "rotate",
                        command("rotate", "Publish the next key now; it signs when everyone can know it.")
                                .addOption(OptionSpec.builder("--emergency")
                                        .type(Boolean.class)
                                        .arity("0")
                                        .description("Trust no key there is: all are gone at once, tokens by them are"
                                                + " refused, and a new one signs.")
                                        .build()))
                .addSubcommand(
                        "revoke",
                        command("revoke", "Have a key gone at once; tokens by it are refused.")
                                .addPositional(PositionalParamSpec.builder()
                                        .type(String.class)
                                        .required(true)
                                        .arity("1")
                                        .paramLabel("KID")
                                        .description("Which, as keys list shows it.")
                                        .build()))
                .addSubcommand(
                        "import",
                        command("import", "Have a key of your own sign next, when everyone can know it.")
                                .addPositional(PositionalParamSpec.builder()
                                        .type(Path.class)
                                        .converters(CommandLines::file)
                                        .required(true)
                                        .arity("1")
                                        .paramLabel("FILE")
                                        .description("Its private key, on the curve P-256: PEM (PKCS #8) or JWK.")
                                        .build()));
    }

    private static CommandSpec migrate() {
        return command("migrate", "Bring the tables to what this version needs, for a service that does not at start.");
    }

    private static CommandSpec withFilters(CommandSpec command) {
        return command.addOption(text("--type", "TYPE", "Events of this type, such as authn_login_fail."))
                .addOption(OptionSpec.builder("--outcome")
                        .type(String.class)
                        .converters(CommandLines::outcome)
                        .paramLabel("OUTCOME")
                        .description("Events of this outcome: success, refused, failed or unknown.")
                        .build())
                .addOption(uuid("--account", "Events about this account."))
                .addOption(uuid("--session", "Events about this session."))
                .addOption(text("--address", "ADDRESS", "Events that came from this address."));
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec time(String name, String description) {
        return OptionSpec.builder(name)
                .type(Instant.class)
                .converters(text -> value("2026-01-31 or 2026-01-31T12:00:00Z", Times::read, text))
                .paramLabel("TIME")
                .description(description + " A day is its start, in UTC.")
                .build();
    }

    private static OptionSpec uuid(String name, String description) {
        return OptionSpec.builder(name)
                .type(UUID.class)
                .converters(text -> value("an id", UUID::fromString, text))
                .paramLabel("ID")
                .description(description)
                .build();
    }

    private static OptionSpec groupNames(String name, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(GroupName.class)
                .converters(text -> value("a group: a-z, 0-9, _ and -, a letter first", GroupName::new, text))
                .paramLabel("GROUP")
                .description(description)
                .build();
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException inexpressible) {
            throw new TypeConversionException("'" + text + "' cannot be the name of a file: " + Arguments.advice());
        }
    }

    private static Integer count(String text) {
        int count = value("a number", Integer::valueOf, text);
        if (count < 0 || count > MOST_EVENTS) {
            throw new TypeConversionException("'" + text + "' is not between 0 and " + MOST_EVENTS);
        }
        return count;
    }

    private static String outcome(String text) {
        if (!OUTCOMES.contains(text)) {
            throw new TypeConversionException("'" + text + "' is none of success, refused, failed and unknown");
        }
        return text;
    }

    private static <T> T value(String expected, Function<String, T> reading, String text) {
        try {
            return reading.apply(text);
        } catch (RuntimeException unreadable) {
            throw new TypeConversionException("'" + text + "' is not " + expected);
        }
    }

    private static Request request(ParseResult given, String... arguments) {
        List<String> path = new ArrayList<>();
        ParseResult last = given;
        while (last.hasSubcommand()) {
            last = last.subcommand();
            path.add(last.commandSpec().name());
        }
        ParseResult options = last;
        return switch (String.join(" ", path)) {
            case "audit verify" -> new Request.VerifyAudit(option(options, "--anchor"));
            case "audit export" ->
                new Request.ExportAudit(
                        options.matchedOptionValue("--format", ExportFormat.JSONL),
                        filter(options),
                        option(options, "--output"),
                        line(arguments));
            case "audit tail" ->
                new Request.TailAudit(
                        options.matchedOptionValue("--number", SHOWN_EVENTS),
                        options.hasMatchedOption("--follow"),
                        filter(options),
                        line(arguments));
            case "account groups" -> groups(options);
            case "account disable" -> new Request.Manage(options.matchedPositionalValue(0, null), Change.DISABLE);
            case "account enable" -> new Request.Manage(options.matchedPositionalValue(0, null), Change.ENABLE);
            case "account sign-out" -> new Request.Manage(options.matchedPositionalValue(0, null), Change.SIGN_OUT);
            case "keys list" -> new Request.ListKeys();
            case "keys rotate" ->
                new Request.RotateKeys(options.hasMatchedOption("--emergency") ? Urgency.EMERGENCY : Urgency.ORDINARY);
            case "keys revoke" -> new Request.RevokeKey(options.matchedPositionalValue(0, ""));
            case "keys import" -> new Request.ImportKey(options.matchedPositionalValue(0, Path.of("")));
            case "database migrate" -> new Request.MigrateDatabase();
            default ->
                throw new ParameterException(
                        options.commandSpec().commandLine(), "A command is missing after: " + commandOf(options));
        };
    }

    private static String commandOf(ParseResult options) {
        return options.commandSpec().qualifiedName(" ");
    }

    private static Request groups(ParseResult options) {
        List<GroupName> added = options.matchedOptionValue("--add", List.of());
        List<GroupName> removed = options.matchedOptionValue("--remove", List.of());
        if (added.stream().anyMatch(removed::contains)) {
            throw new ParameterException(
                    options.commandSpec().commandLine(), "A group cannot be added and removed at once");
        }
        return new Request.Groups(options.matchedPositionalValue(0, null), added, removed);
    }

    private static AuditFilter filter(ParseResult options) {
        Instant from = options.commandSpec().findOption("--from") == null ? null : option(options, "--from");
        Instant until = options.commandSpec().findOption("--until") == null ? null : option(options, "--until");
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ParameterException(options.commandSpec().commandLine(), "--from has to be before --until");
        }
        UUID account = option(options, "--account");
        UUID session = option(options, "--session");
        return new AuditFilter(
                from,
                until,
                option(options, "--type"),
                option(options, "--outcome"),
                account == null ? null : new AccountId(account),
                session == null ? null : new SessionId(session),
                option(options, "--address"));
    }

    private static <T> @Nullable T option(ParseResult options, String name) {
        return options.matchedOptionValue(name, null);
    }

    private static String line(String... arguments) {
        return Arrays.stream(arguments).collect(Collectors.joining(" "));
    }
}
