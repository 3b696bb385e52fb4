package dev.portcullis.app.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portcullis.audit.AuditRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * An event as one line of JSON, with the field names of the Elastic Common Schema; what it has no name for stands under
 * {@code portcullis.}. All of it is ASCII, so no character set of a console changes it and nothing in it ends the line.
 */
final class EcsLine {
    private static final String ECS_VERSION = "8.11.0";

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Always six digits of a second, as the database has them. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The allowed values of {@code event.category} and {@code event.type} that belong to what was attempted. */
    private record Classes(List<String> category, List<String> type) {
        static Classes of(AuditRecord event) {
            boolean isDone = event.outcome().equals("success");
            return switch (event.action()) {
                case "sign_up" -> new Classes(List.of("iam"), List.of("user", isDone ? "creation" : "info"));
                case "verify_email", "change_password", "change_standing" ->
                    new Classes(List.of("iam"), List.of("user", isDone ? "change" : "info"));
                case "change_groups" -> new Classes(List.of("iam"), List.of("group", isDone ? "change" : "info"));
                case "change_keys" -> new Classes(List.of("configuration"), List.of(isDone ? "change" : "info"));
                case "sign_in" -> new Classes(List.of("authentication"), List.of(isDone ? "start" : "info"));
                case "sign_out", "end_sessions" ->
                    new Classes(List.of("authentication"), List.of(isDone ? "end" : "info"));
                case "read_sessions" -> new Classes(List.of("iam"), List.of("user", "info"));
                case "read_audit" -> new Classes(List.of("database"), List.of("access"));
                default -> new Classes(List.of("authentication"), List.of("info"));
            };
        }
    }

    private EcsLine() {}

    static String of(AuditRecord event) {
        StringWriter line = new StringWriter(1_024);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, event);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, AuditRecord event) throws IOException {
        Classes classes = Classes.of(event);
        json.writeStartObject();
        json.writeStringField("@timestamp", timestamp(event.occurredAt()));
        json.writeStringField("message", message(event));
        json.writeStringField("ecs.version", ECS_VERSION);
        json.writeStringField("event.id", event.id().toString());
        json.writeStringField("event.kind", "event");
        json.writeStringField("event.dataset", "portcullis.audit");
        writeArray(json, "event.category", classes.category());
        writeArray(json, "event.type", classes.type());
        json.writeStringField("event.action", event.action());
        json.writeStringField("event.code", event.type());
        json.writeStringField("event.outcome", outcome(event));
        writeIfThere(json, "event.reason", event.reason());
        writeIfThere(json, "user.id", event.account());
        writeAddress(json, event.address());
        writeIfThere(json, "user_agent.original", event.userAgent());
        json.writeStringField("http.request.id", event.requestId());
        writeIfThere(json, "trace.id", event.traceId());
        json.writeStringField("service.name", "portcullis");
        json.writeStringField("service.node.name", event.replica());
        json.writeStringField("portcullis.outcome", event.outcome());
        writeIfThere(json, "portcullis.session.id", event.session());
        writeIfThere(json, "portcullis.login.masked", event.maskedLogin());
        writeIfThere(json, "portcullis.login.hash", event.login());
        writeIfThere(json, "portcullis.attempt.id", event.attempt());
        if (event.count() != null) {
            json.writeNumberField("portcullis.count", event.count());
        }
        json.writeEndObject();
    }

    private static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    private static String message(AuditRecord event) {
        String message = event.action() + ' ' + event.outcome();
        return event.reason() == null ? message : message + ": " + event.reason();
    }

    /** The three words that the schema knows: what was refused and what broke both failed. */
    private static String outcome(AuditRecord event) {
        return switch (event.outcome()) {
            case "success", "unknown" -> event.outcome();
            default -> "failure";
        };
    }

    /** A collector drops a line whose {@code source.ip} is none, so one with a zone, or no address at all, stays out. */
    private static void writeAddress(JsonGenerator json, String address) throws IOException {
        if (address.isEmpty()) {
            return;
        }
        json.writeStringField("source.address", address);
        if (IPAddress.isValid(address)) {
            json.writeStringField("source.ip", address);
        }
    }

    private static void writeArray(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void writeIfThere(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
