package dev.portcullis.app.console;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.Ids;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The user who runs a command, as the caller that the audit log records. */
@Singleton
public final class CliCaller {
    private static final ClientAddress ADDRESS = new ClientAddress("local");
    private static final String UNKNOWN = "unknown";

    /** The status of this process on Linux; see proc_pid_status(5). */
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The first number is the real user ID. */
    private static final Pattern USER_ID = Pattern.compile("^Uid:\\s+([0-9]+)\\s.*");

    private final Ids ids;
    private final String commandLine;

    public CliCaller(Ids ids, @CommandLineArguments String... arguments) {
        this.ids = ids;
        this.commandLine = String.join(" ", arguments);
    }

    /**
     * The user's name, or {@code uid} and a number for a user without an entry in the password database, as in containers.
     * Java calls such a user {@code ?}.
     */
    public static String name(String userName, Path status) {
        if (!userName.isBlank() && !userName.equals("?")) {
            return userName;
        }
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            return lines.map(USER_ID::matcher)
                    .filter(Matcher::matches)
                    .map(found -> "uid " + found.group(1))
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException | UncheckedIOException unreadable) {
            return UNKNOWN;
        }
    }

    /** The caller with all arguments of the process; not for commands with an e-mail address among them. */
    public CallerContext running() {
        return running(commandLine);
    }

    /**
     * The caller with this description of the command.
     *
     * @param commandLine without e-mail addresses, which the audit log contains only in masked form
     */
    public CallerContext running(String commandLine) {
        return new CallerContext(
                ADDRESS,
                name(System.getProperty("user.name", ""), STATUS) + ": portcullis " + commandLine,
                new RequestId(ids.next().toString()),
                null,
                Locale.ENGLISH);
    }
}
