package dev.portcullis.rememberizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.http.upstream.UpstreamError;
import dev.portcullis.kernel.Unicode;
import dev.portcullis.outbound.ServiceResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code and the texts in the body of a refusal. Three formats are recognized, also mixed: Django's {@code
 * {"detail": "…"}} and {@code {"field": ["…"]}}, {@code {"data": …, "message": "…", "code": "…"}}, and problem documents
 * (RFC 9457) with {@code errors} as in Portcullis.
 */
final class UpstreamErrorTexts {
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_FIELDS = 32;
    private static final int MOST_TEXTS = 8;

    /** Members that are never the name of a field. */
    private static final Set<String> NO_FIELDS =
            Set.of("code", "detail", "message", "data", "errors", "type", "title", "status", "instance", "upstream");

    private UpstreamErrorTexts() {}

    /** Null if the body has no recognized format. */
    static @Nullable UpstreamError in(ServiceResponse reply) {
        return reply.jsonObject().flatMap(UpstreamErrorTexts::in).orElse(null);
    }

    private static Optional<UpstreamError> in(ObjectNode body) {
        String code = code(body.path("code"));
        String detail = text(body.path("detail"));
        if (detail == null) {
            detail = text(body.path("message"));
        }
        Map<String, List<String>> errors = errors(body);
        JsonNode data = body.path("data");
        boolean hasData = !data.isMissingNode() && !data.isNull();
        return code == null && detail == null && errors.isEmpty() && !hasData
                ? Optional.empty()
                : Optional.of(new UpstreamError(code, detail, errors, hasData ? data : null));
    }

    private static @Nullable String code(JsonNode node) {
        String code = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
        return code.isBlank() ? null : Unicode.cut(code, LONGEST_CODE);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? Unicode.cut(node.textValue(), LONGEST_TEXT) : null;
    }

    private static Map<String, List<String>> errors(ObjectNode body) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode error : body.path("errors")) {
            String field = text(error.path("field"));
            String detail = text(error.path("detail"));
            if (field != null && detail != null) {
                add(errors, field, detail);
            }
        }
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (!NO_FIELDS.contains(member.getKey()) && member.getValue().isArray()) {
                for (JsonNode element : member.getValue()) {
                    String text = text(element);
                    if (text != null) {
                        add(errors, Unicode.cut(member.getKey(), LONGEST_CODE), text);
                    }
                }
            }
        }
        return errors;
    }

    private static void add(Map<String, List<String>> errors, String field, String text) {
        if (errors.size() < MOST_FIELDS || errors.containsKey(field)) {
            List<String> texts = errors.computeIfAbsent(field, none -> new ArrayList<>());
            if (texts.size() < MOST_TEXTS) {
                texts.add(text);
            }
        }
    }
}
