package dev.portcullis.app.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.caller.IpAddress;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as one line of JSON, with the field names of the Elastic Common Schema. Fields that the schema lacks are under
 * {@code portcullis.}. The line is ASCII, so no console's character set changes it, and nothing in it ends the line.
 */
final class EcsLine {
    private static final String ECS_VERSION = "8.11.0";

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Always with microseconds, the resolution of the database. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Map<String, AuditAction> ACTIONS = Arrays.stream(AuditAction.values())
            .collect(Collectors.toUnmodifiableMap(AuditAction::code, Function.identity()));

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
        // Another version of the service may have recorded an action that this one does not know.
        AuditAction action = ACTIONS.get(event.action());
        boolean isDone = event.outcome().equals("success");
        json.writeStartObject();
        json.writeStringField("@timestamp", TIMESTAMP.format(event.occurredAt()));
        json.writeStringField("message", message(event));
        json.writeStringField("ecs.version", ECS_VERSION);
        json.writeStringField("event.id", event.id().toString());
        json.writeStringField("event.kind", "event");
        json.writeStringField("event.dataset", "portcullis.audit");
        writeArray(json, "event.category", List.of(action == null ? "authentication" : action.category()));
        writeArray(json, "event.type", action == null ? List.of("info") : action.kinds(isDone));
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
        writeIfThere(json, "portcullis.attempt.id", event.attempt());
        if (event.count() != null) {
            json.writeNumberField("portcullis.count", event.count());
        }
        json.writeEndObject();
    }

    private static String message(AuditRecord event) {
        String message = event.action() + ' ' + event.outcome();
        return event.reason() == null ? message : message + ": " + event.reason();
    }

    /** The schema has three outcomes: a refusal and a fault are both failures. */
    private static String outcome(AuditRecord event) {
        return switch (event.outcome()) {
            case "success", "unknown" -> event.outcome();
            default -> "failure";
        };
    }

    /** Log collectors drop a line whose {@code source.ip} is not an IP address; one with a zone is not one for them. */
    private static void writeAddress(JsonGenerator json, String address) throws IOException {
        if (address.isEmpty()) {
            return;
        }
        json.writeStringField("source.address", address);
        if (IpAddress.parse(address).isPresent()) {
            json.writeStringField("source.ip", address);
        }
    }

    private static void writeArray(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values.toArray(String[]::new), 0, values.size());
    }

    private static void writeIfThere(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
