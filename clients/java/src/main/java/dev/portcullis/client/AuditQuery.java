package dev.portcullis.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which events of the audit log, and how many. Immutable. */
public final class AuditQuery {
    private final Map<String, String> parameters;

    private AuditQuery(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** All events. */
    public static AuditQuery all() {
        return new AuditQuery(Map.of());
    }

    private AuditQuery with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value.toString());
        return new AuditQuery(more);
    }

    /** Inclusive. */
    public AuditQuery from(Instant start) {
        return with("from", start);
    }

    /** Exclusive. */
    public AuditQuery until(Instant end) {
        return with("until", end);
    }

    /** The type of event, such as {@code authn_login_fail}. */
    public AuditQuery type(String type) {
        return with("type", type);
    }

    /** {@code success}, {@code refused}, {@code failed} or {@code unknown}. */
    public AuditQuery outcome(String outcome) {
        return with("outcome", outcome);
    }

    /** The id of an account. */
    public AuditQuery account(UUID id) {
        return with("account", id);
    }

    /** The id of a session. */
    public AuditQuery session(UUID id) {
        return with("session", id);
    }

    /** The client address, as in events. */
    public AuditQuery address(String address) {
        return with("address", address);
    }

    /** {@code newest} (the default) or {@code oldest} first; for pages only. */
    public AuditQuery order(String order) {
        return with("order", order);
    }

    /** The maximum number of events, from 1 to 1000; for pages only. */
    public AuditQuery limit(int limit) {
        return with("limit", limit);
    }

    /** The {@link AuditPage#next()} of the previous page; for pages only. */
    public AuditQuery cursor(String cursor) {
        return with("cursor", cursor);
    }

    /** {@code jsonl} (the default) or {@code csv}; for exports only. */
    public AuditQuery format(String format) {
        return with("format", format);
    }

    /** Empty, or the query of a URL with its question mark. */
    String encoded() {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }
}
