package dev.portcullis.app.command;

import dev.portcullis.audit.AuditRecord;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats an event as one line of text. The user agent, which callers choose freely, comes last, in quotes. Characters that
 * control a terminal or change the direction of text are replaced.
 */
final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Control and format characters, unpaired surrogates, separators of lines and paragraphs. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private EventLine() {}

    static String of(AuditRecord event) {
        StringBuilder line = new StringBuilder(200)
                .append(TIME.format(event.occurredAt()))
                .append(String.format(Locale.ROOT, "  %-7s  %-13s  %s", event.outcome(), event.action(), event.type()));
        add(line, "reason", event.reason());
        add(line, "account", event.account());
        add(line, "session", event.session());
        add(line, "login", event.maskedLogin());
        add(line, "count", event.count());
        add(line, "from", event.address().isEmpty() ? null : event.address());
        add(line, "request", event.requestId());
        add(line, "replica", event.replica());
        String agent = event.userAgent();
        return printable(line.toString()) + (agent == null ? "" : "  \"" + printable(agent) + '"');
    }

    private static void add(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            line.append("  ").append(name).append('=').append(value);
        }
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }
}
