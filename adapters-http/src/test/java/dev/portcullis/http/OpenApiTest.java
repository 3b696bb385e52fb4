package dev.portcullis.http;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.audit.AuditColumn;
import dev.portcullis.http.problem.ProblemCode;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
    void hasNoRouteThatTheChangelogDoesNotName() throws Exception {
        String changelog = Files.readString(Path.of("../CHANGELOG.md"));

        assertThat(names(document().path("paths")))
                .allSatisfy(path -> assertThat(changelog)
                        .contains(path.replace("/api/v1/", "").replaceFirst("/\\{.*", "")));
    }

    /** The tests of the clients read the file, and so can generators of other clients. */
    @Test
    void isTheDocumentInTheFolderOfTheClients() throws Exception {
        JsonNode served = document();
        Path copy = Files.writeString(Path.of("target/openapi.json"), served.toPrettyString() + "\n");

        // Without both in the message: they are long.
        assertThat(served.equals(new ObjectMapper()
                        .readTree(Path.of("../clients/openapi.json").toFile())))
                .as("copy adapters-http/%s to clients/openapi.json, then run .ci/clients", copy)
                .isTrue();
    }

    @Test
    void givesEachRouteANameAndASummary() throws Exception {
        JsonNode document = document();

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("info").path("title").asText()).isEqualTo("Portcullis");
        assertThat(document.path("info").path("version").asText()).isEqualTo("v1");
        assertThat(operations(document))
                .hasSameSizeAs(ServedRoutes.all())
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
                if (Set.of("202", "204").contains(entry.getKey())) {
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
                .containsExactlyInAnyOrder("bearer", "verificationToken");
    }

    /** A page can set no cookie of another path, nor any that is {@code HttpOnly}: to Swagger UI such a scheme is a trap. */
    @Test
    void namesNoSecuritySchemeThatAPageCannotUse() throws Exception {
        assertThat(document().path("components").path("securitySchemes"))
                .isNotEmpty()
                .allSatisfy(scheme -> {
                    assertThat(scheme.path("type").asText()).isEqualTo("http");
                    assertThat(scheme.path("scheme").asText()).isEqualTo("bearer");
                });
    }

    /** So Swagger UI sends the token of a sign-up to the one route that takes it, and the cookies count on the others. */
    @Test
    void givesTheVerificationTokenASchemeForTheOneRouteThatTakesIt() throws Exception {
        Map<String, Set<List<String>>> alternatives = new TreeMap<>();
        for (JsonNode operation : operations(document())) {
            Set<List<String>> each = new HashSet<>();
            operation.path("security").forEach(requirement -> each.add(names(requirement)));
            if (!each.isEmpty()) {
                alternatives.put(operation.path("operationId").asText(), each);
            }
        }

        assertThat(alternatives.remove("verifyEmail"))
                .containsExactlyInAnyOrder(List.of("verificationToken"), List.of("bearer"), List.of());
        // The empty alternative is the cookie.
        assertThat(alternatives)
                .containsOnlyKeys(
                        "changePassword",
                        "confirmEmailChange",
                        "deleteAccount",
                        "describeAccount",
                        "disableAccount",
                        "enableAccount",
                        "endAllSessions",
                        "endSession",
                        "exportAccount",
                        "exportAuditLog",
                        "inspectSessions",
                        "listSessions",
                        "readAuditLog",
                        "renameAccount",
                        "requestEmailChange",
                        "signAccountOut")
                .allSatisfy(
                        (operation, each) -> assertThat(each).containsExactlyInAnyOrder(List.of("bearer"), List.of()));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
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

    /** An operation that reads a body refuses one that is no JSON, before anything else. */
    @Test
    void namesTheBodyOfEachOperationThatReadsOne() throws Exception {
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                JsonNode operation = entry.getValue();
                int status = sending("x", "text/plain")
                        .request(
                                entry.getKey(),
                                path.getKey().replace("{id}", UUID.randomUUID().toString()))
                        .statusCode();

                assertThat(operation.path("requestBody").path("required").asBoolean())
                        .as(operation.path("operationId").asText())
                        .isEqualTo(status == 415);
                assertThat(operation.path("responses").has("415")).isEqualTo(operation.has("requestBody"));
            }
        }
    }

    @Test
    void listsTheProblemsThatFollowFromAnOperationAndThoseThatItNames() throws Exception {
        JsonNode responses = responses("/api/v1/auth/signin", "post");

        assertThat(names(responses))
                .containsExactlyInAnyOrder(
                        "204", "400", "401", "403", "413", "415", "429", "4XX", "500", "502", "503", "504");
        assertThat(responses.path("400").path("description").asText())
                .contains("`malformed_json`", "`validation_failed`", "`captcha_refused`");
        assertThat(responses.path("503").path("description").asText())
                .contains("`captcha_unavailable`", "As a gateway, `upstream_unavailable`")
                .doesNotContain("password_check_unavailable");
        assertThat(names(responses.path("429").path("headers")))
                .containsExactlyInAnyOrder("Retry-After", "RateLimit", "RateLimit-Policy");
    }

    @Test
    void listsNoUpstreamProblemsOfTheLocalProviderAlone() throws Exception {
        JsonNode responses = responses("/api/v1/account/sessions", "get");

        assertThat(names(responses)).containsExactlyInAnyOrder("200", "401", "404", "413", "500", "503");
        assertThat(responses.path("404").path("description").asText()).endsWith("As a gateway, always.");
        assertThat(responses.path("503").path("description").asText()).doesNotContain("upstream");
    }

    @Test
    void listsEachProblemCode() throws Exception {
        List<String> listed = new ArrayList<>();
        document().at("/components/schemas/Problem/properties/code/enum").forEach(code -> listed.add(code.asText()));

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
    }

    @Test
    void listsEachColumnOfTheAuditLog() throws Exception {
        JsonNode event = document().at("/components/schemas/AuditEvent");
        List<String> required = new ArrayList<>();
        event.path("required").forEach(name -> required.add(name.asText()));

        assertThat(names(event.path("properties")))
                .containsExactlyElementsOf(Arrays.stream(AuditColumn.values())
                        .map(AuditColumn::columnName)
                        .toList());
        assertThat(required)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AuditColumn.values())
                        .filter(AuditColumn::isRequired)
                        .map(AuditColumn::columnName)
                        .toList());
    }

    private static JsonNode responses(String path, String method) throws Exception {
        return document().path("paths").path(path).path(method).path("responses");
    }

    private static JsonNode resolved(JsonNode document, JsonNode response) {
        return response.has("$ref") ? document.at(response.path("$ref").asText().substring(1)) : response;
    }

    /** A route that the document leaves out would be a door that nobody watches (ASVS 5.0, 6.3.4). */
    @Test
    void isTheWholeListOfRoutes() throws Exception {
        Set<String> documented = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(ServedRoutes.all()).isEqualTo(documented);
    }

    /** Addresses end in the logs of proxies and in the histories of browsers. */
    @Test
    void takesNothingSecretInAnAddress() throws Exception {
        JsonNode document = document();
        Set<String> inAddresses = new TreeSet<>();
        for (JsonNode operation : operations(document)) {
            operation.path("parameters").forEach(parameter -> {
                JsonNode resolved = resolved(document, parameter);
                if (List.of("query", "path").contains(resolved.path("in").asText())) {
                    inAddresses.add(resolved.path("name").asText());
                }
            });
        }

        assertThat(inAddresses)
                .containsExactlyInAnyOrder(
                        "account", "address", "cursor", "format", "from", "id", "limit", "order", "outcome", "session",
                        "type", "until");
    }
}
