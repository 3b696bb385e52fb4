package dev.portcullis.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The OpenAPI document of the service, {@code clients/openapi.json}, and examples of what it describes. */
final class OpenApi {
    static final ObjectMapper JACKSON = new ObjectMapper();
    static final JsonNode DOCUMENT = document();
    static final UUID ID = UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10");
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456Z");

    private OpenApi() {}

    record Operation(String path, String method, JsonNode json) {
        String id() {
            return json.path("operationId").asText();
        }

        Map.Entry<String, JsonNode> success() {
            return json.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .findFirst()
                    .orElseThrow();
        }

        /** The schema of the response; missing if it has no body or is a stream of text. */
        JsonNode result() {
            return resolved(success()
                    .getValue()
                    .path("content")
                    .path("application/json")
                    .path("schema"));
        }

        JsonNode body() {
            return resolved(json.path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema"));
        }

        List<String> query() {
            List<String> names = new ArrayList<>();
            json.path("parameters").forEach(parameter -> {
                JsonNode resolved = resolved(parameter);
                if (resolved.path("in").asText().equals("query")) {
                    names.add(resolved.path("name").asText());
                }
            });
            return names;
        }

        @Override
        public String toString() {
            return id();
        }
    }

    static JsonNode document() {
        try {
            return JACKSON.readTree(Path.of("../openapi.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()))));
        return operations;
    }

    static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static JsonNode example(JsonNode schema, boolean least) {
        ObjectNode example = JACKSON.createObjectNode();
        schema.path("properties").properties().stream()
                .filter(property -> !least
                        || Stream.of(schema.path("required"))
                                .anyMatch(required -> required.toString().contains('"' + property.getKey() + '"')))
                .forEach(property ->
                        example.set(property.getKey(), exampleOf(property.getKey(), property.getValue(), least)));
        return example;
    }

    static JsonNode exampleOf(String name, JsonNode schema, boolean least) {
        JsonNode resolved = resolved(schema);
        String type = resolved.path("type").isArray()
                ? "string"
                : resolved.path("type").asText("unknown");
        return switch (type) {
            case "string" ->
                JACKSON.getNodeFactory()
                        .textNode(name.endsWith("_at") ? TIME.toString() : isId(name) ? ID.toString() : name + " æ");
            case "integer" -> JACKSON.getNodeFactory().numberNode(4711);
            case "boolean" -> JACKSON.getNodeFactory().booleanNode(true);
            case "array" -> JACKSON.createArrayNode().add(exampleOf(name, resolved.path("items"), least));
            case "object" ->
                resolved.has("additionalProperties")
                        ? JACKSON.createObjectNode()
                                .set("email", exampleOf(name, resolved.path("additionalProperties"), least))
                        : example(resolved, least);
            default -> JACKSON.createObjectNode().put("tries", 2);
        };
    }

    static boolean isId(String name) {
        return name.equals("id")
                || (name.endsWith("_id") && !List.of("request_id", "trace_id").contains(name));
    }

    /** All values in the order of their members, as text. */
    static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isValueNode()) {
            values.add(node.asText());
        }
        node.forEach(child -> values.addAll(values(child)));
        values.sort(null);
        return values;
    }

    static List<String> values(Object value) throws ReflectiveOperationException {
        List<String> values = new ArrayList<>();
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                values.addAll(values(component.getAccessor().invoke(value)));
            }
        } else if (value instanceof Iterable<?> elements) {
            for (Object element : elements) {
                values.addAll(values(element));
            }
        } else if (value instanceof Map<?, ?> members) {
            values.addAll(values(members.values()));
        } else {
            values.add(String.valueOf(value));
        }
        values.sort(null);
        return values;
    }
}
