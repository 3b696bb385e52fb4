package dev.portcullis.rememberizer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON bodies of the upstream API. */
final class Json {
    private Json() {}

    /** Whether the response declares its body as JSON. */
    static boolean isJson(Reply reply) {
        String type = reply.only("content-type");
        boolean isEncoded = reply.all("content-encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"));
        if (type == null || isEncoded) {
            return false;
        }
        String media = type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
    }

    /** The text of a body that is one JSON document. */
    static Optional<String> text(Reply reply) {
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
