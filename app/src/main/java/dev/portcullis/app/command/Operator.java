package dev.portcullis.app.command;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.RequestId;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Who sits at the shell, as the audit log knows callers. */
@Singleton
final class Operator {
    private static final ClientAddress ADDRESS = new ClientAddress("local");

    private final Ids ids;

    Operator(Ids ids) {
        this.ids = ids;
    }

    /** @param commandLine without what the log names people by only in masked form */
    CallerContext running(String commandLine) {
        return new CallerContext(
                ADDRESS,
                System.getProperty("user.name", "unknown") + ": portcullis " + commandLine,
                new RequestId(ids.next().toString()),
                null,
                Locale.ENGLISH);
    }
}
