package dev.portcullis.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was rejected (RFC 9457). Decide by the code; the texts are for people. Members that the response lacks are
 * empty. A response that is not from the service has the type {@code about:blank} and the code {@code internal_error}.
 *
 * @param code a stable code; docs/errors.md explains each, and later versions of the service may add some
 * @param errors the invalid fields; empty if the problem is not about fields
 * @param upstream the reason of the upstream service, from a gateway only
 */
public record Problem(
        String type,
        String title,
        long status,
        String detail,
        String instance,
        String code,
        String requestId,
        List<FieldError> errors,
        @Nullable UpstreamError upstream) {

    /** What is wrong with a field. */
    public record FieldError(String field, String code, String detail) {
        static FieldError of(JsonObject json) {
            return new FieldError(json.text("field"), json.text("code"), json.text("detail", ""));
        }
    }

    /**
     * The reason that the upstream service reported.
     *
     * @param data further data: maps, lists, strings, numbers and booleans
     */
    public record UpstreamError(
            @Nullable String code,
            @Nullable String detail,
            Map<String, List<String>> errors,
            @Nullable Object data) {
        static UpstreamError of(JsonObject json) {
            return new UpstreamError(
                    json.optional("code", json::text),
                    json.optional("detail", json::text),
                    json.has("errors") ? json.textLists("errors") : Map.of(),
                    json.optional("data", json::any));
        }
    }

    /** Needs only the code and the status: a proxy may have rewritten the rest. */
    static Problem of(JsonObject json) {
        return new Problem(
                json.text("type", "https://portcullis.dev/problems/" + json.text("code")),
                json.text("title", ""),
                json.number("status"),
                json.text("detail", ""),
                json.text("instance", ""),
                json.text("code"),
                json.text("request_id", ""),
                json.validElements("errors", FieldError::of),
                json.valid("upstream", name -> UpstreamError.of(json.object(name))));
    }
}
