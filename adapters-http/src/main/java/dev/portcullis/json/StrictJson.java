package dev.portcullis.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.kernel.Unicode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a JSON document that has exactly one meaning (RFC 8259): valid UTF-8, one value and nothing behind it, no name
 * twice in an object, at most {@value #MAX_DEPTH} levels. A byte order mark at the start is ignored (8.1). Nothing is
 * coerced: callers check the type of each node. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 64;

    /** Separate from the mapper of the application, whose settings could make it accept more. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** The text of a document in UTF-8, without a byte order mark. Empty if it is not valid UTF-8; not parsed. */
    public static Optional<String> decode(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return Optional.of(Unicode.withoutByteOrderMark(text));
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Parses decoded text. Empty if it is not exactly one JSON value. */
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** Decodes and parses a document. Empty if it is not exactly one JSON object in UTF-8. */
    public static Optional<ObjectNode> parseObject(byte[] utf8) {
        return decode(utf8)
                .flatMap(StrictJson::parse)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
    }
}
