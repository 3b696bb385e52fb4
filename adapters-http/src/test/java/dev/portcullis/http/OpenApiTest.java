package dev.portcullis.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {
    private static JsonNode document() throws Exception {
        return new ObjectMapper()
                .readTree(given().queryParam("format", "json").get("/q/openapi").asString());
    }

    private static List<JsonNode> operations(JsonNode document) {
        List<JsonNode> operations = new ArrayList<>();
        document.path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }

    @Test
    void listsTheNineRoutesEachWithANameAndASummary() throws Exception {
        JsonNode document = document();

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "/api/v1/auth/signup",
                        "/api/v1/auth/signin",
                        "/api/v1/auth/verify-email",
                        "/api/v1/auth/custom-refresh",
                        "/api/v1/auth/custom-logout",
                        "/api/v1/account",
                        "/api/v1/admin/audit",
                        "/api/v1/admin/audit/export",
                        "/.well-known/jwks.json");
        assertThat(operations(document))
                .hasSize(9)
                .allSatisfy(operation ->
                        assertThat(operation.path("summary").asText()).isNotBlank())
                .extracting(operation -> operation.path("operationId").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void givesEachAnswerWithABodyASchemaAndEachProblemTheSame() throws Exception {
        JsonNode document = document();

        for (JsonNode operation : operations(document)) {
            for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
                JsonNode response = resolved(document, entry.getValue());
                assertThat(response.path("description").asText()).isNotBlank();
                if (entry.getKey().equals("204")) {
                    assertThat(response.has("content")).isFalse();
                    continue;
                }
                if (response.path("content").has("text/csv")) {
                    assertThat(response.path("content").findValuesAsText("type"))
                            .containsExactly("string", "string");
                    continue;
                }
                String type = entry.getKey().startsWith("2") ? "application/json" : "application/problem+json";
                String schema = response.path("content")
                        .path(type)
                        .path("schema")
                        .path("$ref")
                        .asText();
                assertThat(schema).startsWith("#/components/schemas/");
                assertThat(schema.endsWith("/Problem"))
                        .isEqualTo(!entry.getKey().startsWith("2"));
                assertThat(document.at(schema.substring(1)).isObject()).isTrue();
            }
        }
    }

    @Test
    void namesTheSecuritySchemesThatItUses() throws Exception {
        JsonNode document = document();

        for (JsonNode operation : operations(document)) {
            operation
                    .path("security")
                    .forEach(requirement -> requirement.fieldNames().forEachRemaining(name -> {
                        assertThat(document.path("components")
                                        .path("securitySchemes")
                                        .has(name))
                                .isTrue();
                    }));
        }
        assertThat(document.path("components").path("securitySchemes").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("bearer", "accessCookie", "refreshCookie");
    }

    @Test
    void namesEachParameterOfTheAuditLog() throws Exception {
        JsonNode document = document();

        List<String> filters = List.of("from", "until", "type", "outcome", "account", "session", "address");
        assertThat(parameters(document, "/api/v1/admin/audit"))
                .containsAll(filters)
                .contains("order", "limit", "cursor")
                .hasSize(10);
        assertThat(parameters(document, "/api/v1/admin/audit/export"))
                .containsAll(filters)
                .contains("format")
                .hasSize(8);
    }

    private static List<String> parameters(JsonNode document, String path) {
        List<String> names = new ArrayList<>();
        document.path("paths").path(path).path("get").path("parameters").forEach(parameter -> {
            names.add(resolved(document, parameter).path("name").asText());
        });
        return names;
    }

    private static JsonNode resolved(JsonNode document, JsonNode response) {
        return response.has("$ref") ? document.at(response.path("$ref").asText().substring(1)) : response;
    }
}
