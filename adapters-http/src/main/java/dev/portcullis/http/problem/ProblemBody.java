package dev.portcullis.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.http.upstream.UpstreamError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A problem document as it is sent. Public for the OpenAPI document alone. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "request_id", "errors", "upstream"})
@Schema(name = "Problem", description = "Why a request was rejected (RFC 9457). Decide by `code`, show `detail`.")
public record ProblemBody(
        @Schema(required = true, format = "uri", description = "Identifies the kind of problem; there may be no page.")
        String type,

        @Schema(required = true, description = "The kind of problem, in the language of the response.")
        String title,

        @Schema(required = true, minimum = "400", maximum = "599")
        int status,

        @Schema(required = true, description = "What to do about it, in the language of the response.")
        String detail,

        @Schema(required = true, format = "uri-reference", description = "The requested path.")
        String instance,

        @Schema(required = true, description = "A stable code; docs/errors.md explains each.")
        String code,

        @Schema(required = true, description = "Identifies the request in the log and in the audit log.")
        @JsonProperty("request_id")
        String requestId,

        @Schema(description = "The invalid fields; only if the problem is about fields.")
        List<FieldErrorBody> errors,

        @Nullable UpstreamError upstream) {

    @RegisterForReflection
    @Schema(name = "FieldError")
    public record FieldErrorBody(
            @Schema(required = true, examples = "email") String field,

            @Schema(
                    required = true,
                    type = SchemaType.STRING,
                    enumeration = {
                        "required",
                        "wrong_type",
                        "too_short",
                        "too_long",
                        "malformed",
                        "forbidden_character",
                        "repeated",
                        "unknown",
                        "too_common",
                        "contains_context_word",
                        "breached",
                        "wrong",
                        "expired",
                        "mismatched",
                        "doubtful"
                    })
            String code,

            @Schema(required = true, description = "What is wrong, in the language of the response.")
            String detail) {}
}
