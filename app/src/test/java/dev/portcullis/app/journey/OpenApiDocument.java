package dev.portcullis.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.journey.Api.ServedAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The OpenAPI document that the service publishes, and whether an answer is as it says. */
final class OpenApiDocument {
    private final JsonNode document;

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    static OpenApiDocument servedAt(URI base) {
        try {
            return new OpenApiDocument(new ObjectMapper()
                    .readTree(base.resolve("/q/openapi?format=json").toURL()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requireAsDocumented(ServedAnswer served) {
        String path = served.path()
                .replaceFirst("\\?.*", "")
                .replaceFirst("/$", "")
                .replaceAll("/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "/{id}");
        JsonNode operation =
                document.path("paths").path(path).path(served.method().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            // Routes and methods that the document lacks do not exist.
            assertThat(served.answer().status()).as("%s", served).isIn(404, 405);
            return;
        }
        JsonNode response = resolved(operation
                .path("responses")
                .path(Integer.toString(served.answer().status())));
        assertThat(response.isObject())
                .as(
                        "%s %s documents its status %d",
                        served.method(), path, served.answer().status())
                .isTrue();
        requireBody(response, served.answer());
    }

    private void requireBody(JsonNode response, Answer answer) {
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().get("content-type").get(0).replaceFirst(";.*", "");
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isObject())
                .as("the media type %s is documented", type)
                .isTrue();
        if (type.equals("application/problem+json")) {
            assertThat(response.path("description").asText())
                    .as("the problem %s is documented", answer.code())
                    .contains("`" + answer.code() + "`");
        }
        if (schema.path("type").asText().equals("string")) {
            // A text of any form, as a file is.
            return;
        }
        ObjectNode self = schema.deepCopy();
        self.set("components", document.path("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(self);
        List<Error> errors = compiled.validate(answer.json());
        assertThat(errors).as("%s", answer).isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
