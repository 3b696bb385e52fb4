package dev.portcullis.rememberizer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.json.StrictJson;
import dev.portcullis.outbound.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON bodies of the upstream API. */
final class Json {
    private Json() {}

    /** The text of a body that is one JSON document. */
    static Optional<String> text(ServiceResponse reply) {
        return StrictJson.decode(reply.body())
                .filter(text -> StrictJson.parse(text).isPresent());
    }

    static Optional<ObjectNode> object(String text) {
        return StrictJson.parseObject(text);
    }

    static byte[] bytes(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }
}
