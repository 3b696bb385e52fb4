package dev.portcullis.app.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select a period: a start (inclusive) before an end (exclusive), both optional. */
final class Period {
    private static final String FORMAT = " ISO 8601: a time with its offset, or a date for its start in UTC.";

    private @Nullable Instant from;
    private @Nullable Instant until;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the methods below.
    CommandSpec command;

    @Option(names = "--from", paramLabel = "TIME", description = "Only events at this time or later." + FORMAT)
    void setFrom(@Nullable Instant time) {
        from = time;
        requireOrder();
    }

    @Option(names = "--until", paramLabel = "TIME", description = "Only events before this time." + FORMAT)
    void setUntil(@Nullable Instant time) {
        until = time;
        requireOrder();
    }

    private void requireOrder() {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ParameterException(command.commandLine(), "--from must be before --until");
        }
    }

    @Nullable Instant from() {
        return from;
    }

    @Nullable Instant until() {
        return until;
    }
}
