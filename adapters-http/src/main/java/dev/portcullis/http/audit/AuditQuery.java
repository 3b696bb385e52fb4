package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.Unicode;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the query parameters of a request to the audit log. */
final class AuditQuery {
    private static final int USUAL_PAGE = 100;

    /** RFC 3339: four-digit years, and an offset is required. */
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private static final Pattern OUTCOME = Pattern.compile(Arrays.stream(AuditEvent.Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("|")));

    private static final Map<String, Order> ORDERS = Map.of("newest", Order.NEWEST_FIRST, "oldest", Order.OLDEST_FIRST);

    private static final Map<String, ExportFormat> FORMATS =
            Map.of("jsonl", ExportFormat.JSONL, "csv", ExportFormat.CSV);

    /** @param after null for the first page */
    record Page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {}

    record Export(AuditFilter filter, ExportFormat format) {}

    private AuditQuery() {}

    static Page page(RoutingContext http) {
        QueryParameters query = QueryParameters.of(http);
        Page page = new Page(
                filter(query),
                query.optional("order", oneOf(ORDERS), Order.NEWEST_FIRST),
                query.optional("cursor", Cursor::parse),
                query.optional("limit", AuditQuery::limit, USUAL_PAGE));
        query.requireValid();
        return page;
    }

    static Export export(RoutingContext http) {
        QueryParameters query = QueryParameters.of(http);
        Export export = new Export(filter(query), query.optional("format", oneOf(FORMATS), ExportFormat.JSONL));
        query.requireValid();
        return export;
    }

    private static AuditFilter filter(QueryParameters query) {
        return new AuditFilter(
                query.optional("from", AuditQuery::time),
                query.optional("until", AuditQuery::time),
                query.optional("type", text -> matching(WORD, text)),
                query.optional("outcome", text -> matching(OUTCOME, text)),
                query.optional("account", text -> new AccountId(id(text))),
                query.optional("session", text -> new SessionId(id(text))),
                query.optional("address", AuditQuery::address));
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw malformed();
        }
        return text;
    }

    private static InvalidValue malformed() {
        return new InvalidValue(InvalidValue.Reason.MALFORMED);
    }

    /** Rounds up to the next microsecond, the resolution of events, so both ends of a range are treated alike. */
    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(matching(TIME, text).toUpperCase(Locale.ROOT))
                    .toInstant()
                    .plusNanos(999)
                    .truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException noSuchTime) {
            throw malformed();
        }
    }

    private static UUID id(String text) {
        return UUID.fromString(matching(ID, text));
    }

    private static String address(String text) {
        Unicode.requirePrintable(text);
        return new ClientAddress(text).value();
    }

    private static Integer limit(String text) {
        int limit = Integer.parseInt(matching(NUMBER, text));
        if (limit < 1 || limit > ReadAuditLog.Command.LARGEST_PAGE) {
            throw malformed();
        }
        return limit;
    }

    private static <T> Function<String, T> oneOf(Map<String, T> choices) {
        return text -> {
            T choice = choices.get(text);
            if (choice == null) {
                throw malformed();
            }
            return choice;
        };
    }
}
