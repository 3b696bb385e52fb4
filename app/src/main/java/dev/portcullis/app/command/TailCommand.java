package dev.portcullis.app.command;

import dev.portcullis.app.console.CliCaller;
import dev.portcullis.app.console.Console;
import dev.portcullis.app.console.Shutdown;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditTail;
import dev.portcullis.audit.reading.TailAuditLog;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.StoreUnavailable;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit tail}: shows the newest events and, on request, follows new ones. */
@Command(name = "tail", description = "Show the newest events, one per line. This is recorded in the audit log.")
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int MAXIMUM_COUNT = 10_000;
    private static final int DEFAULT_COUNT = 20;

    int count = DEFAULT_COUNT;

    @Option(
            names = {"-f", "--follow"},
            arity = "0",
            description = "Continue with new events until the command is interrupted.")
    boolean isFollowing;

    @Mixin
    EventFilter filter = new EventFilter();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the method below.
    CommandSpec command;

    @Inject
    UseCases useCases;

    @Inject
    CliCaller caller;

    @Inject
    Shutdown shutdown;

    @Inject
    Console console;

    @Option(
            names = {"-n", "--number"},
            paramLabel = "COUNT",
            defaultValue = "" + DEFAULT_COUNT,
            description = "The number of events, 0 to " + MAXIMUM_COUNT + ". Default: " + DEFAULT_COUNT + '.')
    void setCount(int number) {
        if (number < 0 || number > MAXIMUM_COUNT) {
            throw new ParameterException(
                    command.commandLine(), "'" + number + "' is not between 0 and " + MAXIMUM_COUNT);
        }
        count = number;
    }

    @Override
    public Integer call() {
        AuditTail tail =
                useCases.tailAuditLog().execute(new TailAuditLog.Command(filter.between(null, null), caller.running()));
        PrintStream out = console.lines();
        if (print(out, tail.newest(count)) && isFollowing) {
            follow(tail, out);
        }
        return ExitCode.OK;
    }

    private void follow(AuditTail tail, PrintStream out) {
        boolean isOutage = false;
        boolean isRead = true;
        while (isRead && !shutdown.await(POLL_INTERVAL)) {
            try {
                isRead = print(out, tail.next());
                isOutage = false;
            } catch (StoreUnavailable unavailable) {
                if (!isOutage && !shutdown.isRequested()) {
                    console.err().println("The database is unavailable; retrying: " + unavailable.getCause());
                }
                isOutage = true;
            }
        }
    }

    /** @return false if nobody reads the output any more, such as a pipe to {@code head} */
    private static boolean print(PrintStream out, List<AuditRecord> events) {
        events.forEach(event -> out.println(EventLine.of(event)));
        return !out.checkError();
    }
}
