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
    void listsTheSevenRoutesEachWithANameAndASummary() throws Exception {
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
                        "/.well-known/jwks.json");
        assertThat(operations(document))
                .hasSize(7)
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

    private static JsonNode resolved(JsonNode document, JsonNode response) {
        return response.has("$ref") ? document.at(response.path("$ref").asText().substring(1)) : response;
    }
}
