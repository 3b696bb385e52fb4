package dev.portcullis.app.command;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what the arguments ask for, inside the application, and ends it. */
@Singleton
public final class CommandRunner implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(CommandRunner.class);

    private final VerifyCommand verify;
    private final ExportCommand export;
    private final TailCommand tail;
    private final GroupsCommand groups;
    private final ManageCommand manage;
    private final KeysCommand keys;
    private final MigrateCommand migrate;
    private final Interruption interruption;
    private final Console console;

    CommandRunner(
            VerifyCommand verify,
            ExportCommand export,
            TailCommand tail,
            GroupsCommand groups,
            ManageCommand manage,
            KeysCommand keys,
            MigrateCommand migrate,
            Interruption interruption,
            Console console) {
        this.verify = verify;
        this.export = export;
        this.tail = tail;
        this.groups = groups;
        this.manage = manage;
        this.keys = keys;
        this.migrate = migrate;
        this.interruption = interruption;
        this.console = console;
    }

    @Override
    public int run(String... arguments) {
        return end(CommandLines.read(arguments)).number();
    }

    private ExitCode end(Request request) {
        try {
            return request.fold(new Request.Cases<ExitCode>(
                    verify::run,
                    export::run,
                    tail::run,
                    groups::run,
                    manage::run,
                    list -> keys.list(),
                    keys::rotate,
                    keys::revoke,
                    keys::importFile,
                    migrate::run));
        } catch (StoreUnavailable unavailable) {
            return failed("The database cannot be asked", unavailable);
        } catch (AuditUnavailable unavailable) {
            return failed("The audit log cannot be written, so nothing was done", unavailable);
        } catch (FlywayException failure) {
            return failed("The database was not migrated", failure, failure.getMessage());
        } catch (RuntimeException fault) {
            return failed("The command failed", fault);
        }
    }

    private ExitCode failed(String what, RuntimeException failure) {
        return failed(what, failure, failure.toString());
    }

    /** @param reason said where the database gave none */
    private ExitCode failed(String what, RuntimeException failure, @Nullable String reason) {
        if (!interruption.hasCome()) {
            ConfigurationException refusal = cause(failure, ConfigurationException.class);
            SQLException answer = cause(failure, SQLException.class);
            String why = String.valueOf(answer == null ? reason : answer.getMessage());
            // What refuses to go on says so in a sentence of its own.
            String line = refusal == null
                    ? what + ": " + why.lines().findFirst().orElse("")
                    : String.valueOf(refusal.getMessage());
            console.err().println(line);
            LOG.debug(what, failure);
        }
        return ExitCode.FAILED;
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
