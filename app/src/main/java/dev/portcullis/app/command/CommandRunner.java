package dev.portcullis.app.command;

import dev.portcullis.app.console.Console;
import dev.portcullis.app.console.Shutdown;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Runs a command inside the application. The application exits with the exit code of the command. */
@Singleton
public final class CommandRunner implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(CommandRunner.class);

    private final CommandLine.IFactory beans;
    private final Shutdown shutdown;
    private final Console console;

    CommandRunner(CommandLine.IFactory beans, Shutdown shutdown, Console console) {
        this.beans = beans;
        this.shutdown = shutdown;
        this.console = console;
    }

    @Override
    public int run(String... arguments) {
        return CommandLines.create(beans)
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure))
                .execute(arguments);
    }

    /** Prints one line. Says nothing during a shutdown, which makes commands fail in many ways. */
    private int fail(Exception failure) {
        if (!shutdown.isRequested()) {
            console.err().println(sentence(failure));
            LOG.debug("The command failed", failure);
        }
        return ExitCode.SOFTWARE;
    }

    private static String sentence(Exception failure) {
        ConfigurationException unusable = cause(failure, ConfigurationException.class);
        if (unusable != null) {
            return String.valueOf(unusable.getMessage());
        }
        SQLException fromDatabase = cause(failure, SQLException.class);
        Exception reason = fromDatabase == null ? failure : fromDatabase;
        String text = reason instanceof SQLException || reason instanceof FlywayException
                ? String.valueOf(reason.getMessage())
                : reason.toString();
        return prefix(failure) + ": " + text.lines().findFirst().orElse("");
    }

    private static String prefix(Exception failure) {
        if (failure instanceof StoreUnavailable) {
            return "The database is unavailable";
        }
        if (failure instanceof AuditUnavailable) {
            return "The audit log cannot be written, so nothing was changed";
        }
        return failure instanceof FlywayException ? "The migration failed" : "The command failed";
    }

    /** The innermost cause of this type, or null. */
    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        T found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = type.isInstance(cause) ? type.cast(cause) : found;
        }
        return found;
    }
}
