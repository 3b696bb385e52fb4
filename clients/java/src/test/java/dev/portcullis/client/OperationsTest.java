package dev.portcullis.client;

import static dev.portcullis.client.OpenApi.ID;
import static dev.portcullis.client.OpenApi.JACKSON;
import static dev.portcullis.client.OpenApi.TIME;
import static dev.portcullis.client.OpenApi.example;
import static dev.portcullis.client.OpenApi.names;
import static dev.portcullis.client.OpenApi.operations;
import static dev.portcullis.client.OpenApi.snake;
import static dev.portcullis.client.OpenApi.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.client.RecordingServer.Request;
import dev.portcullis.client.RecordingServer.Response;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the methods to the operations of the OpenAPI document. */
class OperationsTest {
    /** What is neither an operation nor a schema. */
    private static final List<String> OWN_METHODS = List.of("of", "builder", "withBearer");

    private static Map<String, Method> methods() {
        return Arrays.stream(PortcullisClient.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !OWN_METHODS.contains(method.getName()))
                .collect(Collectors.toMap(Method::getName, method -> method));
    }

    @Test
    void hasAMethodForEachOperationAndNoOther() {
        assertThat(methods().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().stream().map(OpenApi.Operation::id).toList());
    }

    @Test
    void sendsTheRequestOfEachOperation() throws Exception {
        for (OpenApi.Operation operation : operations()) {
            Map.Entry<String, JsonNode> success = operation.success();
            boolean hasBody = success.getValue().has("content");
            String body = operation.result().isMissingNode()
                    ? "text"
                    : example(operation.result(), false).toString();
            try (RecordingServer server = new RecordingServer(
                    request -> new Response(Integer.parseInt(success.getKey()), hasBody ? body : ""))) {
                Method method = methods().get(operation.id());

                Object result = method.invoke(server.client(), arguments(method));

                assertThat(server.requests).as(operation.id()).hasSize(1);
                requireAsDocumented(operation, server.requests.get(0));
                requireResult(operation, method, result);
            }
        }
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> {
                    if (parameter.getType() == UUID.class) {
                        return ID;
                    }
                    return parameter.getType() == AuditQuery.class
                            ? queryOf(method.getName())
                            : snake(parameter.getName()) + "\" æ";
                })
                .toArray();
    }

    private static AuditQuery queryOf(String operation) {
        AuditQuery query = AuditQuery.all()
                .from(TIME)
                .until(TIME)
                .type("type &=")
                .outcome("outcome")
                .account(ID)
                .session(ID)
                .address("::1");
        return operation.equals("readAuditLog")
                ? query.order("oldest").limit(10).cursor("c+/=")
                : query.format("csv");
    }

    private static void requireAsDocumented(OpenApi.Operation operation, Request request) throws Exception {
        String[] parts = request.path().split(Pattern.quote("?"), 2);
        assertThat(request.method()).as(operation.id()).isEqualTo(operation.method());
        assertThat(parts[0].replaceFirst("/$", ""))
                .as(operation.id())
                .isEqualTo(operation.path().replace("{id}", ID.toString()));
        assertThat(query(parts)).as(operation.id()).containsOnlyKeys(operation.query());
        if (operation.body().isMissingNode()) {
            assertThat(request.body()).as(operation.id()).isEmpty();
            return;
        }
        JsonNode body = JACKSON.readTree(request.body());
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(names(body))
                .as(operation.id())
                .containsExactlyInAnyOrderElementsOf(names(operation.body().path("properties")))
                .allSatisfy(name -> assertThat(body.path(name).asText()).isEqualTo(name + "\" æ"));
    }

    private static Map<String, String> query(String[] parts) {
        return parts.length == 1
                ? Map.of()
                : Arrays.stream(parts[1].split("&"))
                        .map(parameter -> parameter.split("="))
                        .collect(Collectors.toMap(
                                parameter -> parameter[0],
                                parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private static void requireResult(OpenApi.Operation operation, Method method, Object result) throws Exception {
        if (!operation.success().getValue().has("content")) {
            assertThat(method.getReturnType()).as(operation.id()).isEqualTo(void.class);
        } else if (operation.result().isMissingNode()) {
            assertThat((InputStream) result).as(operation.id()).hasContent("text");
        } else {
            assertThat(values(result)).as(operation.id()).isEqualTo(values(example(operation.result(), false)));
        }
    }

    @Test
    void refreshesTheSessionOfExactlyTheOperationsThatNeedOne() {
        for (OpenApi.Operation operation : operations()) {
            try (RecordingServer server = new RecordingServer(request -> {
                String code = request.path().contains("custom-refresh") ? "session_invalid" : "not_authenticated";
                return new Response(401, """
                        {"type": "", "title": "", "status": 401, "detail": "", "instance": "", "code": "%s",
                         "request_id": ""}""".formatted(code));
            })) {
                Method method = methods().get(operation.id());

                assertThatThrownBy(() -> method.invoke(server.client(), arguments(method)))
                        .isInstanceOf(InvocationTargetException.class)
                        .hasCauseInstanceOf(ProblemException.class);

                assertThat(server.requests)
                        .as(operation.id())
                        .hasSize(operation.json().has("security") ? 2 : 1);
            }
        }
    }
}
