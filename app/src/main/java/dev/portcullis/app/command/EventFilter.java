package dev.portcullis.app.command;

import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select audit events. An option that is not given selects all events. */
final class EventFilter {
    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type, such as authn_login_fail.")
    @Nullable String type;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only events with this outcome: success, refused, failed or unknown.")
    @Nullable Outcome outcome;

    @Option(names = "--account", paramLabel = "ID", description = "Only events of this account.")
    @Nullable AccountId account;

    @Option(names = "--session", paramLabel = "ID", description = "Only events of this session.")
    @Nullable SessionId session;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Only events from this client address.")
    @Nullable String address;

    /** @param until exclusive */
    AuditFilter between(@Nullable Instant from, @Nullable Instant until) {
        return new AuditFilter(
                from,
                until,
                type,
                outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT),
                account,
                session,
                address);
    }
}
