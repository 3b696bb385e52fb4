package dev.portcullis.client;

import static dev.portcullis.client.OpenApi.DOCUMENT;
import static dev.portcullis.client.OpenApi.example;
import static dev.portcullis.client.OpenApi.names;
import static dev.portcullis.client.OpenApi.operations;
import static dev.portcullis.client.OpenApi.resolved;
import static dev.portcullis.client.OpenApi.snake;
import static dev.portcullis.client.OpenApi.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the records to the schemas of the OpenAPI document. */
class RecordsTest {
    private static final List<Class<?>> RECORDS = Stream.of(
                    Account.class,
                    AccountExport.class,
                    AuditEvent.class,
                    AuditPage.class,
                    JsonWebKeySet.class,
                    Problem.class,
                    SessionState.class,
                    Sessions.class,
                    SignedUp.class,
                    VerifiedEmail.class)
            .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
            .collect(Collectors.toList());

    @Test
    void hasARecordForEachSchemaOfAResponseAndNoOther() {
        TreeSet<String> schemas = new TreeSet<>();
        operations().forEach(operation -> collect(operation.result(), schemas));
        collect(DOCUMENT.at("/components/schemas/Problem"), schemas);

        assertThat(RECORDS.stream().map(Class::getSimpleName)).containsExactlyInAnyOrderElementsOf(schemas);
    }

    private static void collect(JsonNode schema, TreeSet<String> names) {
        DOCUMENT.at("/components/schemas").properties().stream()
                .filter(entry -> entry.getValue() == schema)
                .filter(entry -> schema.has("properties"))
                .forEach(entry -> names.add(entry.getKey()));
        schema.path("properties").forEach(property -> {
            collect(resolved(property), names);
            collect(resolved(property.path("items")), names);
        });
    }

    @Test
    void givesEachRecordTheFieldsOfItsSchema() {
        for (Class<?> type : RECORDS) {
            JsonNode schema = DOCUMENT.at("/components/schemas/" + type.getSimpleName());
            Map<String, String> expected = new TreeMap<>();
            schema.path("properties")
                    .properties()
                    .forEach(property -> expected.put(property.getKey(), typeOf(property.getValue())));
            Map<String, String> actual = new TreeMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                actual.put(snake(component.getName()), typeOf(component));
            }

            assertThat(actual).as(type.getSimpleName()).isEqualTo(expected);
        }
    }

    /** Ids and times may be plain strings in the document. */
    private static String typeOf(RecordComponent component) {
        String name = component
                .getGenericType()
                .getTypeName()
                .replaceAll("[a-z.]+\\.([A-Z])", "$1")
                .replaceAll("[A-Za-z]+\\$", "");
        return name.equals("UUID") || name.equals("Instant")
                ? "String"
                : name.toLowerCase(Locale.ROOT).replace("string", "String");
    }

    private static String typeOf(JsonNode schema) {
        JsonNode resolved = resolved(schema);
        String type = resolved.path("type").isArray()
                ? resolved.path("type").get(0).asText()
                : resolved.path("type").asText("unknown");
        return switch (type) {
            case "string" -> "String";
            case "integer" -> "long";
            case "boolean" -> "boolean";
            case "array" -> "list<" + typeOf(resolved.path("items")) + ">";
            case "object" ->
                resolved.has("additionalProperties")
                        ? "map<String, " + typeOf(resolved.path("additionalProperties")) + ">"
                        : schema.path("$ref").asText().replaceFirst(".*/", "").toLowerCase(Locale.ROOT);
            default -> "object";
        };
    }

    /** Reads a document with every member, and one without those that may be missing. */
    @Test
    void readsEachRecord() throws Exception {
        for (Class<?> type : RECORDS) {
            JsonNode schema = DOCUMENT.at("/components/schemas/" + type.getSimpleName());
            Method reader = type.getDeclaredMethod("of", JsonObject.class);
            JsonNode full = example(schema, false);

            assertThat(values(reader.invoke(null, JsonObject.read(full.toString()))))
                    .isEqualTo(values(full));
            Object least =
                    reader.invoke(null, JsonObject.read(example(schema, true).toString()));
            assertThat(type.cast(least)).isNotNull();
        }
    }
}
